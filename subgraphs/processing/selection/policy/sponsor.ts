import type { UserState } from './allowance.ts';
import type { GroupState } from './group-state.ts';
import type { SelectionPolicy } from './policy.ts';

/** Where a sponsored call was booked, so that exactly this booking can be undone. 0 and 0: it was not sponsored. */
export interface Sponsorship {
  readonly hour: number;
  readonly day: number;
}

export const NOT_SPONSORED: Sponsorship = { hour: 0, day: 0 };

export interface Sponsored {
  readonly group: GroupState;
  readonly user: UserState;
}

/** Books one call on the operator's account; undefined when the hour's or the user's budget is used up. */
export function sponsor(state: Sponsored, when: Sponsorship, policy: SelectionPolicy): Sponsored | undefined {
  if (policy.unpaidWhenBlocked !== 'sponsor') return undefined;
  const thisHour = state.group.sponsorHour === when.hour ? state.group.sponsoredThisHour : 0;
  const today = state.user.sponsoredDay === when.day ? state.user.sponsoredToday : 0;
  if (thisHour >= policy.sponsoredPerHour || today >= policy.sponsoredPerUserPerDay) return undefined;
  return {
    group: { ...state.group, sponsorHour: when.hour, sponsoredThisHour: thisHour + 1 },
    user: { ...state.user, sponsoredDay: when.day, sponsoredToday: today + 1 },
  };
}

/** Undoes a booking as long as its hour and its day are still the current ones. */
export function cancelSponsorship({ group, user }: Sponsored, booked: Sponsorship): Sponsored {
  if (booked.hour === 0) return { group, user };
  return {
    group: group.sponsorHour === booked.hour ? { ...group, sponsoredThisHour: group.sponsoredThisHour - 1 } : group,
    user: user.sponsoredDay === booked.day ? { ...user, sponsoredToday: user.sponsoredToday - 1 } : user,
  };
}
