using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sluice.Inspection.Json;

/// <summary>
/// Refuses a property name that its object has already. Parsers disagree on which of two equal names counts (RFC 8259, section 4: the behaviour
/// "is unpredictable"), so what was scanned might not be what is used. Names are compared as decoded. Reused; not thread-safe.
/// </summary>
internal sealed class NameGuard
{
    /// <summary>Above this many names an object gets a hash set; below, a walk over the hashes is faster.</summary>
    private const int SetAbove = 64;

    private readonly List<int> _hashes = [];
    private readonly List<Range> _names = [];
    private readonly Stack<Frame> _frames = new();

    public void Clear()
    {
        _frames.Clear();
        _hashes.Clear();
        _names.Clear();
    }

    public void OpenObject() => _frames.Push(new Frame(_hashes.Count));

    public void CloseObject()
    {
        int first = _frames.Pop().First;
        CollectionsMarshal.SetCount(_hashes, first);
        CollectionsMarshal.SetCount(_names, first);
    }

    /// <summary>Checks the name whose raw content is <paramref name="name"/> of <paramref name="body"/>.</summary>
    public void Check(ReadOnlySpan<byte> body, Range name)
    {
        Frame frame = _frames.Peek();
        int hash = HashOf(body[name]);
        if (IsKnown(frame, hash) && HasEqual(frame.First, hash, body, name))
            throw new JsonException("an object has the same property name twice");
        _hashes.Add(hash);
        _names.Add(name);
        frame.Set?.Add(hash);
    }

    private bool IsKnown(Frame frame, int hash)
    {
        int count = _hashes.Count - frame.First;
        if (count > SetAbove)
            return (frame.Set ??= [.. CollectionsMarshal.AsSpan(_hashes)[frame.First..]]).Contains(hash);
        return CollectionsMarshal.AsSpan(_hashes)[frame.First..].Contains(hash);
    }

    private bool HasEqual(int first, int hash, ReadOnlySpan<byte> body, Range name)
    {
        string decoded = JsonStrings.Decode(body[name]);
        for (int i = first; i < _hashes.Count; i++)
        {
            if (_hashes[i] == hash && string.Equals(JsonStrings.Decode(body[_names[i]]), decoded, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static int HashOf(ReadOnlySpan<byte> raw)
    {
        char[]? rented = null;
        Span<char> chars = raw.Length <= 128 ? stackalloc char[128] : rented = ArrayPool<char>.Shared.Rent(raw.Length);
        int hash = string.GetHashCode(chars[..JsonStrings.Decode(raw, chars)], StringComparison.Ordinal);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return hash;
    }

    private sealed class Frame(int first)
    {
        public int First { get; } = first;

        public HashSet<int>? Set { get; set; }
    }
}
