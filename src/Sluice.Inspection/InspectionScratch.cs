using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Redaction;

namespace Sluice.Inspection;

/// <summary>
/// Working memory of one inspection. Inspections are synchronous, so each thread has one and lends it out; an idle stream therefore holds none. What grew beyond
/// <see cref="Keep"/> is not kept.
/// </summary>
internal sealed class InspectionScratch : IDisposable
{
    /// <summary>Characters and bytes that a thread keeps between inspections.</summary>
    private const int Keep = 1 << 20;

    private readonly UseWatch _watch = new();

    [ThreadStatic]
    private static InspectionScratch? _idle;

    public SlotList Slots { get; } = new();

    public NameGuard Names { get; } = new();

    public TextScan Scan { get; } = new();

    /// <summary>Looks at what the request asks for; null where everybody may have everything.</summary>
    public UseWatch? Watch { get; private set; }

    public MatchBuffer Found { get; } = new();

    public PooledBuffer<char> Text { get; } = new(4096);

    public PooledBuffer<char> Output { get; } = new(4096);

    public PooledBuffer<byte> Bytes { get; } = new(4096);

    /// <summary>Begins to look at what a request asks for, if its exchange wants that.</summary>
    public void BeginWatch(Exchange exchange)
    {
        Watch = exchange.MayUse is null ? null : _watch;
        Watch?.Begin(exchange);
    }

    public static InspectionScratch Rent()
    {
        InspectionScratch scratch = _idle ?? new InspectionScratch();
        _idle = null;
        return scratch;
    }

    public void Return()
    {
        Watch?.End();
        Watch = null;
        if (Scan.Capacity > Keep || Text.Capacity > Keep || Output.Capacity > Keep || Bytes.Capacity > Keep)
            Dispose();
        else
            _idle = this;
    }

    public void Dispose()
    {
        Scan.Dispose();
        Text.Dispose();
        Output.Dispose();
        Bytes.Dispose();
    }
}
