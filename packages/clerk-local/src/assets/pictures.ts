import { imageTypeOf } from '../domain/users/images.ts'
import { notFound } from '../http/api-error.ts'
import { get, type Route } from '../http/router.ts'

/** Pictures that were uploaded. An id stands for one picture for ever. */
export const pictureRoutes: Route[] = [
  get('/images/:id', async ({ world, params }) => {
    const content = await world.images.read(params['id'] ?? '')
    const type = content && imageTypeOf(content)
    if (!type) throw notFound('Image')
    const headers = { 'cache-control': 'public, max-age=31536000, immutable', 'access-control-allow-origin': '*', 'content-security-policy': "default-src 'none'" }
    return { content, type, headers }
  }),
]
