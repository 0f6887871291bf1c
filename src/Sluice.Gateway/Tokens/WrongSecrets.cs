using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Sluice.Governance.Identity;

namespace Sluice.Gateway.Tokens;

/// <summary>What came of showing a secret.</summary>
/// <param name="Client">Whose it is; null where it is nobody's, or where nobody looked.</param>
/// <param name="Wait">How long the address has to wait before it may try again; null where it may.</param>
/// <param name="Alert">This one was the last that is suffered: somebody should know.</param>
internal readonly record struct Attempt(Caller? Client, TimeSpan? Wait, bool Alert);

/// <summary>
/// Counts the wrong secrets of each source address (the /64 of an IPv6 address): after ten within a minute none is looked at any more, right or wrong, until the first of them is a minute old.
/// Bounded: where more addresses fail than there is room for, those whose turn is longest ago are forgotten. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="most">How many addresses are remembered at most.</param>
internal sealed class WrongSecrets(TimeProvider time, int most = WrongSecrets.Most)
{
    public const int Most = 20_000;

    /// <summary>Wrong secrets that are suffered within <see cref="Window"/>.</summary>
    public const int Suffered = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _one = new();
    private Dictionary<UInt128, Queue<long>> _young = [];
    private Dictionary<UInt128, Queue<long>> _old = [];

    /// <summary>How many addresses are remembered.</summary>
    internal int Count => _young.Count + _old.Count;

    /// <summary>Looks for whose secret it is, unless the address has tried too often.</summary>
    /// <param name="find">Must not block: attempts follow each other, so that many at once are no more than ten.</param>
    public Attempt Try(IPAddress address, Func<Caller?> find)
    {
        UInt128 source = SourceOf(address);
        lock (_one)
        {
            Queue<long>? wrong = Find(source);
            while (wrong is { Count: > 0 } && time.GetElapsedTime(wrong.Peek()) >= Window)
                wrong.Dequeue();
            if (wrong is { Count: >= Suffered })
                return new Attempt(null, Window - time.GetElapsedTime(wrong.Peek()), Alert: false);
            if (find() is { } client)
                return new Attempt(client, null, Alert: false);
            wrong ??= Add(source);
            wrong.Enqueue(time.GetTimestamp());
            return new Attempt(null, null, Alert: wrong.Count == Suffered);
        }
    }

    private Queue<long>? Find(UInt128 source)
    {
        if (_young.TryGetValue(source, out Queue<long>? wrong))
            return wrong;
        if (!_old.Remove(source, out wrong))
            return null;
        Keep(source, wrong);
        return wrong;
    }

    private Queue<long> Add(UInt128 source)
    {
        var wrong = new Queue<long>();
        Keep(source, wrong);
        return wrong;
    }

    private void Keep(UInt128 source, Queue<long> wrong)
    {
        if (_young.Count >= most / 2)
            (_old, _young) = (_young, []);
        _young[source] = wrong;
    }

    /// <summary>One household or data centre has a /64 to itself, and could take another address for each attempt.</summary>
    private static UInt128 SourceOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
