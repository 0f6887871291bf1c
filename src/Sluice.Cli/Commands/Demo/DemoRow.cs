namespace Sluice.Cli.Commands.Demo;

/// <summary>One case of the demo as it turned out.</summary>
/// <param name="Case">What was tried.</param>
/// <param name="Sent">What one side sent.</param>
/// <param name="Saw">What reached the other.</param>
/// <param name="Held">Most characters held back at one time, as the gate measured it; null where nothing streamed.</param>
/// <param name="Wrong">What is not as it must be; null when all is right.</param>
internal sealed record DemoRow(string Case, string Sent, string Saw, int? Held, string? Wrong)
{
    public bool Right => Wrong is null;
}
