using Sluice.Simulator.Answers;

namespace Sluice.Simulator.Wires;

/// <summary>Writes one reply as a stream, step by step. Every step may write any number of events.</summary>
internal interface IReplyStream
{
    /// <summary>What comes before the first delta.</summary>
    void Open();

    void Write(ReplyChoice choice, Delta delta);

    /// <summary>The stream ends here with an error.</summary>
    /// <param name="body">The error's JSON; null for what the vendor says of a failure of its own.</param>
    void Fail(byte[]? body);

    /// <summary>Usage and the stream's end, as far as the script wants them.</summary>
    void Close();
}
