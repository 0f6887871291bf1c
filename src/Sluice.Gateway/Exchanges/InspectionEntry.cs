using Sluice.Inspection;
using Sluice.Inspection.Streaming;

namespace Sluice.Gateway.Exchanges;

internal delegate BodyVerdict BodyInspection(Exchange exchange, ReadOnlySpan<byte> body, InspectionLimits limits);

internal delegate StreamGuard? StreamOpening(Exchange exchange, string mediaType, InspectionLimits limits);

/// <summary>The inspecting room's three doors; tests of this room put their own behind them.</summary>
internal sealed record InspectionEntry(BodyInspection Request, BodyInspection Response, StreamOpening OpenStream)
{
    public static InspectionEntry Default { get; } = new(Inspector.InspectRequest, Inspector.InspectResponse, Inspector.OpenStream);
}
