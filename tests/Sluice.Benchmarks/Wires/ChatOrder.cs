namespace Sluice.Benchmarks.Wires;

/// <summary>What a chat request asks for.</summary>
/// <param name="Model">What the mock upstream reads its orders from.</param>
/// <param name="Stream">Asks for a stream, where the body says so.</param>
/// <param name="Turns">Where there are several, the first is the system's; of the others user and assistant take turns.</param>
internal sealed record ChatOrder(string Model, bool Stream, IReadOnlyList<string> Turns)
{
    public string? System => Turns.Count > 1 ? Turns[0] : null;

    public IEnumerable<(bool IsUser, string Text)> Said => Turns.Skip(Turns.Count > 1 ? 1 : 0).Select((text, i) => (i % 2 == 0, text));
}
