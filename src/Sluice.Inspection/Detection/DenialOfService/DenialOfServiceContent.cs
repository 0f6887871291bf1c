using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.DenialOfService;

/// <summary>Texts that are there to cost: <c>dos/*</c>.</summary>
internal static class DenialOfServiceContent
{
    private static readonly Classifier Floods = new FloodClassifier();

    public static IReadOnlyList<Detector> All { get; } =
    [
        Detector.Judging("dos/endless", "Requests for output without end: repeat forever, count to a billion.", Floods, FloodClassifier.Endless, runsOn: IsRequest),
        Detector.Judging("dos/flood", "Floods of one repeated piece, of invisible characters, or of tokens that models stumble over.", Floods, FloodClassifier.Flood, runsOn: IsRequest),
        Detector.Judging("dos/loop", "Answers that repeat themselves without end.", Floods, FloodClassifier.Loop, runsOn: (direction, _) => direction == Direction.Response),
    ];

    private static bool IsRequest(Direction direction, ContentScope scope) => direction == Direction.Request;
}
