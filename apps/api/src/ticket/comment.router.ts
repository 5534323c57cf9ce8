import { Inject, Injectable } from '@nestjs/common'
import { contract } from '@throughline/api'
import { Implement, Router, type Call, type Implementation } from '@throughline/nest'
import { CommentService } from './comment.service.ts'

const { comment } = contract

@Injectable()
@Router({ alias: 'comment' })
export class CommentRouter implements Implementation<typeof comment> {
  constructor(@Inject(CommentService) private readonly comments: CommentService) {}

  @Implement(comment.list)
  list({ ctx, input }: Call<typeof comment.list>) {
    return this.comments.list(ctx.actor, input)
  }

  @Implement(comment.add)
  add({ ctx, input }: Call<typeof comment.add>) {
    return this.comments.add(ctx.actor, input)
  }
}
