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

    [ThreadStatic]
    private static InspectionScratch? _idle;

    public SlotList Slots { get; } = new();

    public NameGuard Names { get; } = new();

    public TextScan Scan { get; } = new();

    public MatchBuffer Found { get; } = new();

    public PooledBuffer<char> Text { get; } = new(4096);

    public PooledBuffer<char> Output { get; } = new(4096);

    public PooledBuffer<byte> Bytes { get; } = new(4096);

    public static InspectionScratch Rent()
    {
        InspectionScratch scratch = _idle ?? new InspectionScratch();
        _idle = null;
        return scratch;
    }

    public void Return()
    {
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
