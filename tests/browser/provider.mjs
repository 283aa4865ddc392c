// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A real authorization server (oidc-provider) on loopback, and a portal behind it that takes its tokens
// only. Access tokens live for seconds and refresh tokens are replaced at each use, as strict portals do.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const scope = 'https://www.googleapis.com/auth/business.manage';
export const client = { id: 'desk', secret: 'canary-of-the-client' };
export const place = 'accounts/101/locations/202';

const review = {
  reviewId: 'r1', name: `${place}/reviews/r1`, reviewer: { displayName: 'Marta Z.' }, starRating: 'ONE',
  comment: 'The soup was cold, the waiter was rude and nobody apologised.',
  createTime: '2026-07-30T09:14:05Z', updateTime: '2026-07-30T09:14:05Z',
};

function portalAnswer(path) {
  if (path === '/v1/accounts') return { accounts: [{ name: 'accounts/101' }] };
  if (path === '/v1/accounts/101/locations') return { locations: [{ name: 'locations/202', title: 'Morvela Gdańsk' }] };
  if (path === `/v4/${place}/reviews`) return { reviews: [review], totalReviewCount: 1, averageRating: 1 };
  return undefined;
}

export class ConsentServer {
  /** Listens at once; nobody is let in before open(). */
  static async start() {
    const made = new ConsentServer();
    made.tokens = [];
    made.renewals = 0;
    made.server = createServer((request, response) => made.answer(request, response));
    await new Promise((ready) => made.server.listen(0, '127.0.0.1', ready));
    made.address = `http://127.0.0.1:${made.server.address().port}`;
    return made;
  }

  open(redirect) {
    this.provider = new Provider(this.address, {
      clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirect],
        grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: 'client_secret_post' }],
      scopes: ['openid', 'offline_access', scope],
      issueRefreshToken: async () => true,
      rotateRefreshToken: true,
      ttl: { AccessToken: 4, RefreshToken: 3600, Grant: 3600, Session: 3600, Interaction: 600 },
      pkce: { required: () => true },
      cookies: { keys: ['of this test'] },
    });
    this.provider.on('grant.success', ({ oidc }) => {
      this.renewals += oidc.params.grant_type === 'refresh_token' ? 1 : 0;
      const { AccessToken, RefreshToken } = oidc.entities;
      this.grant = AccessToken.grantId;
      this.tokens.push(AccessToken.jti, ...(RefreshToken ? [RefreshToken.jti] : []));
    });
    this.handle = this.provider.callback();
  }

  /** What a person does on the page of his account at the portal. */
  async revoke() {
    for (const kind of ['RefreshToken', 'AccessToken', 'AuthorizationCode'])
      await this.provider[kind].revokeByGrantId(this.grant);
    await (await this.provider.Grant.find(this.grant))?.destroy();
  }

  async answer(request, response) {
    const { pathname } = new URL(request.url, this.address);
    const body = portalAnswer(pathname);
    if (body === undefined) return this.handle(request, response);
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const good = token && await this.provider.AccessToken.find(token);
    response.writeHead(good ? 200 : 401, { 'content-type': 'application/json' });
    return response.end(good ? JSON.stringify(body) : `{"error":{"code":401,"message":"not with ${token}"}}`);
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
