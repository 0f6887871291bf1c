using System.Text;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>
/// The types of parts or events that a dialect knows. A type is what says how the rest is meant, and the policy decides on one that nobody here knows
/// (<see cref="Policies.UnknownMode"/>); members that nobody knows are plain texts in any case, as providers add some every week.
/// </summary>
internal sealed class KnownTypes
{
    private readonly UnknownKind _kind;
    private readonly byte[][][] _byLength;

    public KnownTypes(UnknownKind kind, params string[] types)
    {
        _kind = kind;
        _byLength = new byte[types.Max(t => t.Length) + 1][][];
        for (int length = 0; length < _byLength.Length; length++)
            _byLength[length] = [.. types.Where(t => t.Length == length).Select(Encoding.ASCII.GetBytes)];
    }

    /// <summary>All of them.</summary>
    public IEnumerable<string> All => _byLength.SelectMany(ofLength => ofLength, (_, type) => Encoding.ASCII.GetString(type));

    /// <summary>Notes what was found since <paramref name="from"/> as unknown, unless it has a type that is known, or none.</summary>
    /// <param name="walker">The walker.</param>
    /// <param name="from">What had been found before the part or event.</param>
    /// <param name="type">Its type as the document spells it, or empty.</param>
    public void Check(in JsonWalker walker, SlotMark from, ReadOnlySpan<byte> type)
    {
        if (type.IsEmpty || Has(type))
            return;
        ReadOnlySpan<byte> plain = ProtocolWord.Plain(type);
        if (plain.Length == type.Length || !Has(plain))
            walker.AddUnknown(_kind, from, plain);
    }

    /// <summary>Whether a type, spelled plainly, is one of them.</summary>
    public bool Has(ReadOnlySpan<byte> type)
    {
        if (type.Length >= _byLength.Length)
            return false;
        foreach (byte[] known in _byLength[type.Length])
        {
            if (type.SequenceEqual(known))
                return true;
        }

        return false;
    }
}
