import { describeUsers } from '../../test/describe-users.ts'

// The same on PostgreSQL: test/postgres.test.ts.
describeUsers()
