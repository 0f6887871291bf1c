using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;
using Sluice.Governance.Store;

namespace Sluice.Governance.Tests.Identity.Tokens;

/// <summary>A node that knows one key, mints tokens of it, and says who presents one. Its store is in memory, or a file that two nodes share.</summary>
internal sealed class TokenStage : IAsyncDisposable
{
    private static readonly string MasterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly GovernanceStore _store;
    private TokenTrust _trust;

    private TokenStage(GovernanceStore store, Clock clock)
    {
        (_store, Clock) = (store, clock);
        _trust = new TokenTrust(Options, new Dictionary<string, IssuerOptions>(StringComparer.Ordinal));
        Keys = new KeyDirectory(store.Hasher, Clock);
        Stored = new SigningKeyShelf(store);
        Revoked = new RevokedTokens(Clock);
        Ring = new SigningKeyRing(Stored, () => Options, Clock);
        store.Feed.Subscribe(ChangeTopic.SigningKeys, Ring.ReadAsync);
        Mint = new TokenMint(Ring, () => Options, Clock);
        Tokens = new TokenDirectory(Ring, Keys, Revoked, () => _trust, Clock, NullLogger<TokenDirectory>.Instance);
        Invalidation = new TokenInvalidation(Tokens, Revoked, new StoredRevocations(store, Revoked));
        Has(Key());
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TokenOptions Options { get; } = new();

    public Clock Clock { get; }

    public KeyDirectory Keys { get; }

    public SigningKeyShelf Stored { get; }

    public RevokedTokens Revoked { get; }

    public SigningKeyRing Ring { get; }

    public TokenMint Mint { get; }

    public TokenDirectory Tokens { get; }

    public TokenInvalidation Invalidation { get; }

    public Caller TheKey => Keys.FindKey("k1")!;

    public static async Task<TokenStage> StartAsync(Clock? clock = null, string? file = null)
    {
        clock ??= new Clock();
        return new TokenStage(await GovernanceStore.OpenAsync(new StoreSettings($"Data Source={file ?? ":memory:"}", MasterKey), clock, Token), clock);
    }

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

    /// <summary>Hears what another node changed.</summary>
    public Task HearAsync() => _store.Feed.PollAsync(Token);

    public async ValueTask DisposeAsync()
    {
        Tokens.Dispose();
        Ring.Dispose();
        Keys.Dispose();
        await _store.DisposeAsync();
    }
}
