import type { Tab } from './tabs.ts';

/** What can be ordered, an order, and what became of it. */
export const tradeTabs: readonly Tab[] = [
  {
    query: `# Empty until a manager fills it, or npm run seed.
query Menu {
  menu(first: 10) {
    edges {
      node {
        number
        name
        price
        quantity
      }
    }
  }
}
`,
  },
  {
    query: `# A product with its price, which people move on by hand.
# For the kitchen order dishes of the menu instead:
# { dishNumber: 1, quantity: 2 }
mutation PlaceOrder {
  placeOrder(
    input: {
      lines: [{ product: "Book", price: "12.50", quantity: 2 }]
      idempotencyKey: "playground-1"
    }
  ) {
    __typename
    ... on OrderPlaced {
      repeated
      order {
        id
        number
        status
        workflow
        total
        version
      }
    }
    ... on InvalidOrder {
      problems {
        field
        message
      }
    }
    ... on DishesNotFound {
      dishIds
      dishNumbers
    }
    ... on InsufficientStock {
      shortages {
        wanted
        left
      }
    }
    ... on OrderKeyReused {
      order {
        number
      }
    }
  }
}
`,
  },
  {
    query: `query Orders {
  me {
    orders(first: 10, sort: { field: TOTAL }) {
      edges {
        node {
          id
          number
          status
          total
          version
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    orderStatistics {
      total
      totalSpent
      byStatus {
        pending
        completed
      }
    }
  }
}
`,
  },
];
