using System.Runtime.InteropServices;

namespace Sluice.Gateway.Exchanges;

/// <summary>How reading or decompressing a body ended.</summary>
internal enum BodyOutcome : byte
{
    Complete,

    /// <summary>Longer than the bound for one body.</summary>
    TooLong,

    /// <summary>The process's budget for buffered bytes is used up.</summary>
    NoRoom,

    /// <summary>Not what its content coding says.</summary>
    Corrupt,
}

/// <summary>Reads whole bodies into budgeted memory, up to a bound.</summary>
internal static class BodyReading
{
    private const int LeastRead = 4 << 10;

    /// <summary>Memory is taken for what has arrived, not for what a header announces: a caller cannot use up the budget with words.</summary>
    private const int MostAnnounced = 128 << 10;

    /// <summary>First capacity for a body of the announced length.</summary>
    public static int FirstCapacity(long? announced) => (int)Math.Min(announced is > 0 ? announced.Value : LeastRead, MostAnnounced);

    public static async ValueTask<BodyOutcome> ReadAsync(Stream source, BudgetedBytes into, long? announced, long limit, CancellationToken cancellation)
    {
        while (announced is null || into.Length < announced)
        {
            if (!into.TryGetRoom(1, out Memory<byte> room))
                return BodyOutcome.NoRoom;
            int read = await source.ReadAsync(room, cancellation);
            if (read == 0)
                return BodyOutcome.Complete;
            into.Advance(read);
            if (into.Length > limit)
                return BodyOutcome.TooLong;
        }

        return BodyOutcome.Complete;
    }

    /// <summary>Decompresses a whole body; the bound holds for the decompressed size, so that a bomb ends at it.</summary>
    public static BodyOutcome Decode(ContentCoding coding, ReadOnlyMemory<byte> encoded, BudgetedBytes into, long limit)
    {
        MemoryMarshal.TryGetArray(encoded, out ArraySegment<byte> segment);
        using var source = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
        using Stream decoder = ContentCodings.Decoder(coding, source);
        try
        {
            while (true)
            {
                if (!into.TryGetRoom(LeastRead, out Memory<byte> room))
                    return BodyOutcome.NoRoom;
                int read = decoder.Read(room.Span);
                if (read == 0)
                    return BodyOutcome.Complete;
                into.Advance(read);
                if (into.Length > limit)
                    return BodyOutcome.TooLong;
            }
        }
        catch (Exception e) when (ContentCodings.IsCorruption(e))
        {
            return BodyOutcome.Corrupt;
        }
    }
}
