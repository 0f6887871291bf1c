using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;
using Sluice.Governance.Store;

namespace Sluice.Benchmarks.Micro;

/// <summary>What a token costs: minting one, meeting one for the first time, and meeting it again.</summary>
public class TokenBenchmarks : IAsyncDisposable
{
    private GovernanceStore _store = null!;
    private KeyDirectory _keys = null!;
    private SigningKeyRing _ring = null!;
    private TokenMint _mint = null!;
    private TokenDirectory _tokens = null!;
    private OwnTokens _own = null!;
    private Caller _key = null!;
    private string _token = "";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        TimeProvider time = TimeProvider.System;
        var options = new TokenOptions();
        var trust = new TokenTrust(options, new Dictionary<string, IssuerOptions>(StringComparer.Ordinal));
        _store = await GovernanceStore.OpenAsync(new StoreSettings("Data Source=:memory:", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), time);
        _keys = new KeyDirectory(_store.Hasher, time);
        _keys.Replace("store", [new KeyEntry("hash", new Caller("k1") { KeyId = "k1", SecretId = "s1", Permissions = PermissionSet.All })]);
        _ring = new SigningKeyRing(new SigningKeyShelf(_store), () => options, time);
        _mint = new TokenMint(_ring, () => options, time);
        _tokens = new TokenDirectory(_ring, _keys, new RevokedTokens(time), () => trust, time, NullLogger<TokenDirectory>.Instance);
        _own = new OwnTokens(options.Issuer, _ring, _keys, time);
        _key = _keys.FindKey("k1")!;
        _token = (await _mint.MintAsync(_key, new TokenTerms(), CancellationToken.None)).Value;
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        _tokens.Dispose();
        _ring.Dispose();
        _keys.Dispose();
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "a token that was seen before")]
    public bool Seen()
    {
        ValueTask<Caller?> finding = _tokens.FindAsync(_token.AsMemory(), certificate: null, CancellationToken.None);
        return finding.IsCompletedSuccessfully && finding.Result is not null;
    }

    [Benchmark(Description = "a token that was never seen (ES256)")]
    public async Task<bool> UnseenAsync() => await _own.ProveAsync(PresentedToken.Read(_token)!, CancellationToken.None) is not null;

    [Benchmark(Description = "minting one")]
    public async Task<string> MintAsync() => (await _mint.MintAsync(_key, new TokenTerms(), CancellationToken.None)).Value;
}
