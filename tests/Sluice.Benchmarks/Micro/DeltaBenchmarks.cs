using BenchmarkDotNet.Attributes;
using Sluice.Benchmarks.Corpus;
using Sluice.Inspection;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Benchmarks.Micro;

/// <summary>Text that arrives four characters at a time.</summary>
public class DeltaBenchmarks : IDisposable
{
    private const int Count = 8_192;

    private readonly MatchBuffer _found = new();
    private readonly PooledBuffer<char> _output = new();
    private string[] _deltas = [];
    private char[] _window = [];
    private MatchCursor _cursor = null!;
    private HeldText _strict = null!;
    private HeldText _default = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _deltas = Deltas.Even(new TextMaker(seed: 9).Prose(4 * Count), 4);
        _window = new char[4_096];
        PatternSet set = PatternSet.Compile([.. DetectorCatalog.All.SelectMany(d => d.Rules)]);
        var roles = new RuleRole[set.Rules.Count];
        Array.Fill(roles, RuleRole.Act);
        _cursor = new MatchCursor(set, roles);
        _strict = await LaneAsync(ShippedPolicies.Strict);
        _default = await LaneAsync(ShippedPolicies.Default);
        Warmth.Reach(() =>
        {
            Cursor();
            Strict();
            Default();
        });
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _output.Dispose();
        _strict.Dispose();
        _default.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Count, Description = "MatchCursor, all built-in rules")]
    public int Cursor()
    {
        int length = 0;
        _cursor.Reset();
        foreach (string delta in _deltas)
        {
            delta.CopyTo(_window.AsSpan(length));
            length += delta.Length;
            _found.Clear();
            _cursor.Scan(_window.AsSpan(0, length), end: false, _found);
            int release = _cursor.HoldFrom;
            _window.AsSpan(release, length - release).CopyTo(_window);
            _cursor.Rebase(release);
            length -= release;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Count, Description = "HeldText, policy strict (all rules act)")]
    public int Strict() => Push(_strict);

    [Benchmark(OperationsPerInvoke = Count, Description = "HeldText, policy default (certain rules act, the rest watch)")]
    public int Default() => Push(_default);

    private int Push(HeldText text)
    {
        text.Begin(default, judged: true);
        foreach (string delta in _deltas)
        {
            _output.Clear();
            text.Push(delta, delta, end: false, _found, _output);
        }

        return text.Held;
    }

    private static async Task<HeldText> LaneAsync(string name)
    {
        Policy policy = await ShippedPolicies.LoadAsync(name);
        return new HeldText(policy.Plan(Direction.Response, ContentScope.Assistant), ShippedPolicies.Chat(policy), new LaneSource(ContentScope.Assistant));
    }
}
