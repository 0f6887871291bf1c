namespace Sluice.Inspection.Json;

/// <summary>Something in a document whose type its dialect does not know.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="From">What had been found before it.</param>
/// <param name="To">What had been found at its end.</param>
/// <param name="Type">Its type where that is a plain word of 64 characters at most, else null.</param>
public readonly record struct UnknownPlace(UnknownKind Kind, SlotMark From, SlotMark To, string? Type);

/// <summary>What a type was given to that no dialect knows.</summary>
public enum UnknownKind : byte
{
    /// <summary>A part of a content, an item of a conversation.</summary>
    Part,

    /// <summary>An event of a stream, a message of a protocol.</summary>
    Event,
}
