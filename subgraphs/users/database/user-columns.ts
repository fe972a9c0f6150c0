/** The columns of an account that are read: all but what only the database itself looks through. */
export const USER_COLUMNS = [
  'id',
  'number',
  'email',
  'username',
  'name',
  'first_name',
  'last_name',
  'birthday',
  'password_hash',
  'roles',
  'paid_access',
  'paid_access_seq',
  'is_active',
  'created_at',
  'updated_at',
].join(', ');
