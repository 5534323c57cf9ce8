import { Module } from '@nestjs/common'
import { ClerkUsers } from './clerk-users.ts'
import { ProfileChanges } from './profile-changes.ts'
import { ProfileController } from './profile.controller.ts'
import { UserMirrorService } from './user-mirror.service.ts'
import { UserRepository } from './user.repository.ts'
import { UserRouter } from './user.router.ts'
import { UserSeed } from './user.seed.ts'
import { UserService } from './user.service.ts'

@Module({
  controllers: [ProfileController],
  providers: [UserRouter, UserService, UserRepository, UserMirrorService, ClerkUsers, ProfileChanges, UserSeed],
  exports: [UserService, UserMirrorService],
})
export class UserModule {}
