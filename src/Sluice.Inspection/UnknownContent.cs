using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection;

/// <summary>Has the policy decide on parts and events of types that no dialect knows (<see cref="Policy.OnUnknown"/>).</summary>
internal static class UnknownContent
{
    /// <summary>
    /// Counts what a dialect found unknown in a document, and returns why it is refused, or null. Where the policy lets the unknown pass, its texts are no longer among
    /// those found. Call once the document was walked, before its texts are scanned.
    /// </summary>
    public static Refusal? Judge(Exchange exchange, Direction direction, SlotList found)
    {
        if (found.Unknown.Count == 0)
            return null;
        foreach (UnknownPlace place in found.Unknown)
            exchange.Tally.AddUnknown(direction, place.Kind);
        if (exchange.Policy.RefusesUnknown)
            return Refuse(direction, found.Unknown[0]);
        if (exchange.Policy.OnUnknown == UnknownMode.Pass)
            found.RemoveUnknown();
        return null;
    }

    /// <summary>A caller is told which type of its own was not known; a provider's is not repeated, as nobody has looked at it.</summary>
    private static Refusal Refuse(Direction direction, UnknownPlace place)
    {
        bool isPart = place.Kind == UnknownKind.Part;
        if (direction == Direction.Response)
            return new Refusal(502, isPart ? "unknown_part" : "unknown_event", $"The provider sent {(isPart ? "a content part" : "an event")} of a type that this gate does not know, and the policy refuses such.");
        string type = place.Type is null ? "" : $" '{place.Type}'";
        return new Refusal(400, isPart ? "unknown_part" : "unknown_event", $"The request holds {(isPart ? "a content part" : "an event")} of a type that this gate does not know{type}, and the policy refuses such.", "type");
    }
}
