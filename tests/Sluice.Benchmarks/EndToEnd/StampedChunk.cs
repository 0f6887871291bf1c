using System.Buffers.Binary;
using Sluice.Simulator.Wires.Framing;

namespace Sluice.Benchmarks.EndToEnd;

/// <summary>Events as one HTTP chunk, with the places where the times of deltas go.</summary>
internal sealed class StampedChunk
{
    private const int LengthBytes = 4;
    private const int ChecksumBytes = 4;

    private readonly byte[] _bytes;
    private readonly Range _content;
    private readonly bool _hasChecksums;
    private readonly List<(int At, int Delta)> _places = [];

    /// <param name="events">Written with the index of a delta in the place of each of its stamps.</param>
    /// <param name="last">The answer ends with them.</param>
    /// <param name="hasChecksums">They are messages of the AWS event stream.</param>
    public StampedChunk(ReadOnlySpan<byte> events, bool last, bool hasChecksums)
    {
        _bytes = Answers.Chunk(events, last, out int start);
        _content = start..(start + events.Length);
        _hasChecksums = hasChecksums;
        for (int i = start; i < start + events.Length; i++)
        {
            if (IsPlace(_bytes.AsSpan(i, start + events.Length - i)))
                _places.Add((i + 1, (int)Answers.ReadStamp(_bytes.AsSpan(i + 1))));
        }
    }

    public int Length => _bytes.Length;

    public int Write(ReadOnlySpan<long> stamps, Span<byte> output)
    {
        _bytes.CopyTo(output);
        foreach ((int at, int delta) in _places)
            Answers.WriteStamp(stamps[delta], output[at..]);
        if (_hasChecksums)
            Sum(output[_content]);
        return _bytes.Length;
    }

    /// <summary>What guards a message's head holds, as no length changed; what guards all of it does not.</summary>
    private static void Sum(Span<byte> messages)
    {
        while (messages.Length >= LengthBytes)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(messages);
            int end = length - ChecksumBytes;
            BinaryPrimitives.WriteUInt32BigEndian(messages[end..], Crc32.Of(messages[..end]));
            messages = messages[length..];
        }
    }

    private static bool IsPlace(ReadOnlySpan<byte> bytes)
    {
        const int End = Answers.StampLength + 1;
        if (bytes.Length <= End || bytes[0] != Answers.StampBegin || bytes[End] != Answers.StampEnd)
            return false;
        foreach (byte letter in bytes[1..End])
        {
            if (!Answers.IsLetter(letter))
                return false;
        }

        return true;
    }
}
