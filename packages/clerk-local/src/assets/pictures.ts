import { notFound } from '../http/api-error.ts'
import { get, type Route } from '../http/router.ts'

/** Pictures that were uploaded. An id stands for one picture for ever. */
export const pictureRoutes: Route[] = [
  get('/images/:id', ({ world, params }) => {
    const image = world.store.images.get(params['id'] ?? '')
    if (!image) throw notFound('Image')
    const headers = { 'cache-control': 'public, max-age=31536000, immutable', 'access-control-allow-origin': '*', 'content-security-policy': "default-src 'none'" }
    return { content: Buffer.from(image.content, 'base64'), type: image.type, headers }
  }),
]
