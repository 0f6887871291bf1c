namespace Sluice.Inspection.Dialects.OpenAi.Responses;

/// <summary>
/// What a stream has shown of its reasoning items: once their words were judged one way, their copies are judged the same way, so that all agree. Not thread-safe.
/// </summary>
internal sealed class SignedItems
{
    private readonly Dictionary<int, bool> _known = [];

    /// <summary>Whether the item at this place of the output is signed, or null where it has not shown yet.</summary>
    public bool? Of(int output) => _known.TryGetValue(output, out bool signed) ? signed : null;

    /// <summary>The item began so; what was known of it stays.</summary>
    public void Begin(int output, bool signed) => _known.TryAdd(output, signed);
}
