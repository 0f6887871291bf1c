using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Sluice.Governance.Identity.Tokens;

/// <summary>
/// Says who presents a token: the gate's own, or a trusted issuer's. A token that was proven once costs one hash and one lookup, and what may have changed since is asked each time: its end, its
/// invalidation, the key it was minted from, its issuer's keys, the certificate it is bound to. Thread-safe.
/// </summary>
public sealed class TokenDirectory : IDisposable
{
    private readonly SigningKeyRing _keys;
    private readonly KeyDirectory _directory;
    private readonly RevokedTokens _revoked;
    private readonly TimeProvider _time;
    private readonly ILogger<TokenDirectory> _logger;
    private readonly HttpMessageInvoker _http;
    private Trust _trust;

    public TokenDirectory(SigningKeyRing keys, KeyDirectory directory, RevokedTokens revoked, TimeProvider time, ILogger<TokenDirectory> logger)
    {
        (_keys, _directory, _revoked, _time, _logger) = (keys, directory, revoked, time, logger);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = 32,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        });
        _trust = new Trust("", FrozenDictionary<string, ITokenIssuer>.Empty, new TokenCache());
    }

    /// <summary>Trusts these issuers from now on, and no others. Where nothing has changed, what is known of their keys and tokens stays.</summary>
    /// <param name="own">The issuer of the gate's own tokens.</param>
    public void Trust(string own, IReadOnlyDictionary<string, IssuerOptions> issuers)
    {
        ArgumentNullException.ThrowIfNull(issuers);
        string said = System.Text.Json.JsonSerializer.Serialize(new { own, issuers });
        if (string.Equals(said, _trust.Said, StringComparison.Ordinal))
            return;
        var trusted = new Dictionary<string, ITokenIssuer>(StringComparer.Ordinal) { [own] = new OwnTokens(own, _keys, _directory, _time) };
        foreach ((string name, IssuerOptions options) in issuers)
            trusted[options.Issuer] = new TrustedIssuer(options, new IssuerKeys(name, new JwksSource(options.Issuer, options.Jwks, _http), _time, _logger), new ClaimMapping(name, options), _time);
        _trust = new Trust(said, trusted.ToFrozenDictionary(StringComparer.Ordinal), new TokenCache());
    }

    /// <summary>Has the form of a token; says nothing of whether it opens anything.</summary>
    public static bool IsToken(ReadOnlySpan<char> credential) => PresentedToken.HasForm(credential);

    /// <summary>Who presents a token; null for one that opens nothing, and nothing tells why.</summary>
    /// <param name="token">The token, without <c>Bearer</c>.</param>
    /// <param name="certificate">The thumbprint of the client certificate of the connection (<see cref="TokenMint.ThumbprintOf"/>); null for none.</param>
    public ValueTask<Caller?> FindAsync(ReadOnlyMemory<char> token, string? certificate, CancellationToken cancellation)
    {
        if (!PresentedToken.HasForm(token.Span))
            return default;
        Trust trust = _trust;
        TokenHash hash = TokenHash.Of(token.Span);
        if (trust.Cache.Find(hash) is { } proven)
        {
            Caller? caller = CallerOf(proven, certificate);
            if (caller is not null || proven.Issuer.StillKnows(proven))
                return ValueTask.FromResult(caller);
            trust.Cache.Remove(hash);
        }

        return ProveAsync(trust, token.ToString(), hash, certificate, cancellation);
    }

    /// <summary>A token of the gate's own that is valid now; null for any other.</summary>
    internal async ValueTask<ProvenToken?> FindOwnAsync(string token, CancellationToken cancellation)
    {
        Trust trust = _trust;
        if (!PresentedToken.HasForm(token) || PresentedToken.Read(token) is not { } presented || trust.Issuers.GetValueOrDefault(presented.Issuer) is not OwnTokens own)
            return null;
        return await own.ProveAsync(presented, cancellation) is { } proven && own.CallerOf(proven) is not null ? proven : null;
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<Caller?> ProveAsync(Trust trust, string token, TokenHash hash, string? certificate, CancellationToken cancellation)
    {
        if (PresentedToken.Read(token) is not { } presented || !trust.Issuers.TryGetValue(presented.Issuer, out ITokenIssuer? issuer))
            return null;
        if (await issuer.ProveAsync(presented, cancellation) is not { } proven || CallerOf(proven, certificate) is not { } caller)
            return null;
        trust.Cache.Add(hash, proven);
        return caller;
    }

    private Caller? CallerOf(ProvenToken token, string? certificate)
    {
        if (_time.GetUtcNow() >= token.ExpiresAt || (token.Id is not null && _revoked.Contains(token.Id)))
            return null;
        if (token.Certificate is not null && (certificate is null || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token.Certificate), Encoding.ASCII.GetBytes(certificate))))
            return null;
        return token.Issuer.CallerOf(token);
    }
}

/// <summary>Who is trusted by one configuration, and what was proven under it.</summary>
/// <param name="Said">The configuration as text, to tell a change.</param>
/// <param name="Issuers">By the claim <c>iss</c>.</param>
internal sealed record Trust(string Said, FrozenDictionary<string, ITokenIssuer> Issuers, TokenCache Cache);
