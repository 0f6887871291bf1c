using System.Net;
using BenchmarkDotNet.Attributes;
using Sluice.Governance.Counters;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;
using Sluice.Inspection;

namespace Sluice.Benchmarks.Micro;

/// <summary>Reserving and settling one request under limits of every kind, counted in memory.</summary>
public class LimitBenchmarks : IDisposable
{
    private static readonly LimitRules Rules = new()
    {
        Quotas =
        [
            new LimitSpec("requests") { Max = 1_000_000_000 },
            new LimitSpec("tokens") { Count = LimitUnit.Tokens, Max = 1_000_000_000_000, Window = TimeSpan.FromHours(1) },
            new LimitSpec("tenant") { Per = LimitPer.Tenant, Max = 1_000_000_000 },
            new LimitSpec("streams") { Count = LimitUnit.Concurrent, Max = 1_000 },
            new LimitSpec("global") { Per = LimitPer.Global, Max = 1_000_000_000 },
        ],
    };

    private static readonly Caller Caller = new("key") { Kind = CallerKind.Key, KeyId = "key_0123456789abcdef" };

    private readonly Limiter _limiter = new(new MemoryCounterStore(TimeProvider.System), TimeProvider.System);

    [GlobalSetup]
    public void Setup() => Warmth.Reach(() => ReserveAndSettle());

    [Benchmark(Description = "reserve and settle, five limits")]
    public bool ReserveAndSettle()
    {
        LimitLease lease = Reserve();
        ValueTask<bool> settling = lease.SettleAsync(new LimitUsage(LimitOutcome.Answered, new TokenUsage(110, 90)));
        lease.Dispose();
        return settling.IsCompletedSuccessfully && settling.Result;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _limiter.Dispose();
        GC.SuppressFinalize(this);
    }

    private LimitLease Reserve()
    {
        ValueTask<LimitLease> reserving = _limiter.ReserveAsync(new LimitRequest(Caller, Rules) { Source = IPAddress.Loopback, Model = "gpt-4o-mini", Estimate = new TokenUsage(100, 512) });
        return reserving.IsCompletedSuccessfully ? reserving.Result : throw new InvalidOperationException("counters in memory answer at once");
    }
}
