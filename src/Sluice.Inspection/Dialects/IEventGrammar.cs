using System.Buffers;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>
/// The grammar of one stream of events, whatever frames them: what its events hold, and how text and an ending are written in it. One per stream; not thread-safe.
/// </summary>
public interface IEventGrammar
{
    /// <summary>
    /// Where the end of a text that is still held goes when its choice ends: false, into the event that ends it (<see cref="TryWriteTail"/>, or a text of its own there);
    /// true, that event has no room, so an event whose text is held waits for the one behind it.
    /// </summary>
    bool TailsWait { get; }

    /// <summary>
    /// The stream outlives its choices (a conversation's connection): one that has ended is forgotten, and what policy blocks ends what is being said, not the stream.
    /// </summary>
    bool GoesOn => false;

    /// <summary>Whether the event last visited is to be dropped: it belongs to what was blocked before.</summary>
    bool Drops => false;

    /// <summary>Whether a lane belongs to what was blocked and is to be forgotten.</summary>
    bool Forgets(LaneKey lane) => false;

    /// <summary>Writes a message that the upstream is to get from the gate itself (to stop saying what was blocked); false where there is none.</summary>
    bool TryTakeReply(IBufferWriter<byte> output) => false;

    /// <summary>Called once, before the first event.</summary>
    void Begin(Exchange exchange)
    {
    }

    /// <summary>
    /// Whether the event last visited, where it says nothing of any text, may stay behind one that waits for its text's end, so that their order needs no event more. A sign of
    /// life may not.
    /// </summary>
    bool MayWait => false;

    /// <summary>Whether a payload that is no JSON ends the stream, as <c>[DONE]</c> does: what is held leaves before it.</summary>
    bool IsEnd(ReadOnlySpan<byte> payload);

    /// <summary>Finds every text of one event's JSON payload; a text that continues over events names its lane.</summary>
    /// <param name="walker">Stands on the document's value.</param>
    /// <param name="name">The event's name where its frame gives one (<c>event:</c>, <c>:event-type</c>), else empty.</param>
    /// <param name="exchange">Learns the model and the usage.</param>
    void Visit(ref JsonWalker walker, ReadOnlySpan<byte> name, Exchange exchange);

    /// <summary>Tells the grammar that an event leaves for the client: what it finished is finished, and the grammar's own events can look like it.</summary>
    /// <param name="payload">The event's JSON as it leaves.</param>
    /// <param name="found">What <see cref="Visit"/> found in it.</param>
    void Left(ReadOnlySpan<byte> payload, SlotList found);

    /// <summary>Writes what gives <paramref name="text"/> to a lane where <see cref="ChoiceEnd.DeltaStart"/> points, or returns false where the lane cannot be carried so.</summary>
    bool TryWriteTail(LaneKey lane, ReadOnlySpan<char> text, IBufferWriter<byte> output);

    /// <summary>Writes a whole event that gives <paramref name="text"/> to a lane; <paramref name="logprobs"/> are the entries that describe it, comma between, or empty.</summary>
    void WriteText(LaneKey lane, ReadOnlySpan<char> text, ReadOnlySpan<byte> logprobs, IEventWriter events);

    /// <summary>Writes what a payload that is no JSON has to say to this caller (an address under which the gate is to be asked), or returns false: it goes on as it is.</summary>
    bool TryTranslate(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> name, IBufferWriter<byte> output) => false;

    /// <summary>
    /// Writes the payload that stands for an event which policy blocks, where each event is a message of its own and the stream can go on; false where the stream has to end.
    /// </summary>
    /// <param name="payload">The event's JSON with everything that was found taken out.</param>
    /// <param name="output">Receives the payload.</param>
    bool TryReplaceBlocked(ReadOnlySpan<byte> payload, IBufferWriter<byte> output) => false;

    /// <summary>Writes the events that end the stream as the provider's own content filter would.</summary>
    void WriteBlocked(IEventWriter events);

    /// <summary>Writes the events that end the stream with an error.</summary>
    void WriteError(Refusal refusal, IEventWriter events);
}

/// <summary>Frames the gate's own events.</summary>
public interface IEventWriter
{
    /// <summary>Writes one event.</summary>
    /// <param name="name">Its name where the grammar names events, else empty.</param>
    /// <param name="payload">Its data.</param>
    void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload);
}
