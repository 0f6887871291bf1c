using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Tests.Identity.Tokens;

/// <summary>A node that knows one key, mints tokens of it, and says who presents one.</summary>
internal sealed class TokenStage : IDisposable
{
    private static readonly byte[] Pepper = RandomNumberGenerator.GetBytes(KeyHasher.Size);

    private TokenTrust _trust;

    public TokenStage(Clock? clock = null, MemoryShelf? shelf = null)
    {
        Clock = clock ?? new Clock();
        _trust = new TokenTrust(Options, new Dictionary<string, IssuerOptions>(StringComparer.Ordinal));
        Shelf = shelf ?? new MemoryShelf();
        Keys = new KeyDirectory(new KeyHasher(Pepper), Clock);
        Revoked = new RevokedTokens(Clock);
        Ring = new SigningKeyRing(Shelf, () => Options, Clock);
        Mint = new TokenMint(Ring, () => Options, Clock);
        Tokens = new TokenDirectory(Ring, Keys, Revoked, () => _trust, Clock, NullLogger<TokenDirectory>.Instance);
        Invalidation = new TokenInvalidation(Tokens, Revoked);
        Has(Key());
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TokenOptions Options { get; } = new();

    public Clock Clock { get; }

    public MemoryShelf Shelf { get; }

    public KeyDirectory Keys { get; }

    public RevokedTokens Revoked { get; }

    public SigningKeyRing Ring { get; }

    public TokenMint Mint { get; }

    public TokenDirectory Tokens { get; }

    public TokenInvalidation Invalidation { get; }

    public Caller TheKey => Keys.FindKey("k1")!;

    public static Caller Key(string id = "k1", string secret = "s1") => new(id)
    {
        Kind = CallerKind.Key,
        KeyId = id,
        SecretId = secret,
        KeyName = "first",
        Tenant = "acme",
        Project = "p1",
        Permissions = PermissionSet.Of(new Permission(PermissionCategory.Interactions, PermissionVerb.Read), new Permission(PermissionCategory.Interactions, PermissionVerb.Write)),
        Scope = new AccessScope { Models = ["gpt-5"] },
    };

    public void Has(params Caller[] keys) => Keys.Replace("store", [.. keys.Select(k => new KeyEntry($"{k.KeyId}.{k.SecretId}", k))]);

    public void Trust(params (string Name, IssuerOptions Options)[] issuers) =>
        _trust = new TokenTrust(Options, issuers.ToDictionary(i => i.Name, i => i.Options, StringComparer.Ordinal));

    public ValueTask<MintedToken> MintAsync(TokenTerms? terms = null) => Mint.MintAsync(TheKey, terms ?? new TokenTerms(), Token);

    public ValueTask<Caller?> FindAsync(string token, string? certificate = null) => Tokens.FindAsync(token.AsMemory(), certificate, Token);

    public void Dispose()
    {
        Tokens.Dispose();
        Ring.Dispose();
        Keys.Dispose();
    }
}
