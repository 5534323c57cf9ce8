import type { Upload } from '../../http/upload.ts'
import type { User } from '../../store/rows/user.ts'
import type { World } from '../../world.ts'
import { keepImage } from './images.ts'
import { touchUser } from './users.ts'

/** Puts a picture in place of the user's, or takes theirs away. */
export const changePicture = (world: World, user: User, upload: Upload | null): User => touchUser(world, user, { imageId: upload && keepImage(world, upload) })
