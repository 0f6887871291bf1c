using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Sluice.Governance.Identity;

namespace Sluice.Benchmarks.Micro;

/// <summary>A key as a credential, among a thousand: one that is valid, one that was revoked, and one that never was. The last two must not be told apart.</summary>
public class KeyBenchmarks : IDisposable
{
    private const int Count = 1_000;

    private readonly KeyHasher _hasher = new(RandomNumberGenerator.GetBytes(KeyHasher.Size));
    private readonly string _valid = KeySecret.Create();
    private readonly string _revoked = KeySecret.Create();
    private readonly string _unknown = KeySecret.Create();
    private KeyDirectory _keys = null!;

    [GlobalSetup]
    public void Setup()
    {
        _keys = new KeyDirectory(_hasher, TimeProvider.System);
        KeyEntry[] others = [.. Enumerable.Range(0, Count).Select(i => Entry(KeySecret.Create(), $"k{i}"))];
        _keys.Replace("store", [.. others, Entry(_valid, "valid"), Entry(_revoked, "revoked")]);
        _keys.Replace("store", [.. others, Entry(_valid, "valid")]);
        Warmth.Reach(() => { _ = Valid() | Revoked() | Unknown(); });
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _keys.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "a valid key")]
    public bool Valid() => _keys.Find(_valid) is not null;

    [Benchmark(Description = "a revoked key")]
    public bool Revoked() => _keys.Find(_revoked) is not null;

    [Benchmark(Description = "an unknown key")]
    public bool Unknown() => _keys.Find(_unknown) is not null;

    private KeyEntry Entry(string secret, string key) => new(_hasher.HashText(secret), new Caller(key) { Kind = CallerKind.Key, KeyId = key, SecretId = "s1" });
}
