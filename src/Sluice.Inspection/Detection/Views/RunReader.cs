using System.Text;

namespace Sluice.Inspection.Detection.Views;

/// <summary>
/// Reads base64, base64url or hexadecimal runs unit by unit as they come, as long as what they hold is text. What it reads depends on the units only, so a text that arrives in pieces
/// is read the same.
/// </summary>
/// <remarks>
/// A run begins behind a unit that is neither letter nor digit and ends with the first unit of another alphabet, with the first byte that is no text, or at
/// <see cref="MostUnits"/>. Each character stands for the units from the one that completes its first byte, so that nothing need be held before; and units in which a run still looks
/// like a word (letters, only the first of them upper case) stand for nothing, so that prose is never held.
/// </remarks>
internal struct RunReader(bool hex)
{
    /// <summary>Longest run that is read, in units.</summary>
    public const int MostUnits = 4096;

    /// <summary>A line of an encoded text that goes on in the next is at least this long (PEM: 64, MIME: 76).</summary>
    private const int LongLine = 60;

    private const byte Alphanumeric = 1;

    private const byte BeginsBase64 = 2;

    private const byte BeginsHex = 4;

    private static readonly byte[] Kinds = [.. Enumerable.Range(0, 0x80).Select(unit => KindOf((char)unit))];

    private State _state;
    private bool _boundary = true;
    private bool _wordlike;
    private int _bits;
    private int _bitCount;
    private int _line;
    private int _rest;
    private int _restUnits;
    private uint _rune;

    /// <summary>Where the run stops looking like a word; what it holds stands for nothing before.</summary>
    public long Guard { get; private set; }

    /// <summary>Units of the run so far.</summary>
    public int Units { get; private set; }

    /// <summary>A run is being read.</summary>
    public readonly bool InRun => _state != State.Outside;

    /// <summary>The run still looks like a word: nothing in it stands for anything yet.</summary>
    public readonly bool IsWordlike => _wordlike;

    /// <summary>The run ended because it was too long.</summary>
    public bool Cut { get; private set; }

    /// <summary>Forgets everything: another text begins.</summary>
    public void Reset()
    {
        _state = State.Outside;
        _boundary = true;
        Units = 0;
    }

    /// <summary>Outside a run: the next unit, at or behind <paramref name="at"/>, at which one may begin; the text's length if none.</summary>
    public int FindBegin(ReadOnlySpan<char> text, int at)
    {
        byte begins = hex ? BeginsHex : BeginsBase64;
        for (; at < text.Length; at++)
        {
            byte kind = text[at] < Kinds.Length ? Kinds[text[at]] : (byte)0;
            if (_boundary && (kind & begins) != 0)
                return at;
            _boundary = (kind & Alphanumeric) == 0;
        }

        return at;
    }

    /// <summary>Takes one unit; what it completes goes to <paramref name="target"/>. Returns false if the run that was being read ended before this unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="place">Its place in the text.</param>
    /// <param name="target">Receives what the run holds.</param>
    public bool Take(char unit, long place, MappedText target)
    {
        bool wasInRun = InRun;
        int value = Value(unit);
        if (GoesOnInNextLine(unit))
            return true;

        bool read = false;
        if (InRun)
            read = value >= 0 && _state != State.Return && Units < MostUnits && Read(unit, value, place, target);
        Cut = wasInRun && !read && value >= 0 && Units >= MostUnits;
        if (wasInRun && !read)
            _state = State.Outside;
        else if (!wasInRun && _boundary && (unit < Kinds.Length ? Kinds[unit] & (hex ? BeginsHex : BeginsBase64) : 0) != 0)
            Begin(unit, value, place);
        _boundary = !char.IsAsciiLetterOrDigit(unit);
        return !wasInRun || read;
    }

    /// <summary>A text begins with the first bits of printable ASCII.</summary>
    private static byte KindOf(char unit)
    {
        int kind = char.IsAsciiLetterOrDigit(unit) ? Alphanumeric : 0;
        if (unit is (>= 'I' and <= 'Z') or (>= 'a' and <= 'f'))
            kind |= BeginsBase64;
        if (unit is >= '2' and <= '7')
            kind |= BeginsHex;
        return (byte)kind;
    }

    private readonly int Value(char unit)
    {
        if (hex)
            return char.IsAsciiHexDigit(unit) ? (char.IsAsciiDigit(unit) ? unit - '0' : (unit | 0x20) - 'a' + 10) : -1;
        return unit switch
        {
            >= 'A' and <= 'Z' => unit - 'A',
            >= 'a' and <= 'z' => unit - 'a' + 26,
            >= '0' and <= '9' => unit - '0' + 52,
            '+' or '-' => 62,
            '/' or '_' => 63,
            _ => -1,
        };
    }

    private void Begin(char unit, int value, long place)
    {
        _state = State.Run;
        _wordlike = char.IsAsciiLetter(unit);
        (_bits, _bitCount) = (value, hex ? 4 : 6);
        (Units, _line, _rest) = (1, 1, 0);
        Guard = _wordlike ? place + 1 : place;
        Cut = false;
    }

    private bool GoesOnInNextLine(char unit)
    {
        State next = (_state, unit) switch
        {
            (State.Run, '\r') when _line >= LongLine => State.Return,
            (State.Run, '\n') when _line >= LongLine => State.Break,
            (State.Return, '\n') => State.Break,
            _ => State.Outside,
        };
        if (next == State.Outside)
            return false;
        (_state, _line) = (next, 0);
        return true;
    }

    private bool Read(char unit, int value, long place, MappedText target)
    {
        _state = State.Run;
        _wordlike &= char.IsAsciiLetterLower(unit) && Units < PlainTest.MinRun;
        if (_wordlike)
            Guard = place + 1;
        int width = hex ? 4 : 6;
        _bits = (_bits << width) | value;
        _bitCount += width;
        if (_bitCount >= 8)
        {
            _bitCount -= 8;
            if (!ReadByte((byte)(_bits >> _bitCount), place, target))
                return false;
            _bits &= (1 << _bitCount) - 1;
        }

        Units++;
        _line++;
        return true;
    }

    /// <summary>Takes a byte of UTF-8; false if it is no text.</summary>
    private bool ReadByte(byte value, long place, MappedText target)
    {
        if (_rest > 0)
        {
            if ((value & 0xC0) != 0x80)
                return false;
            _rune = (_rune << 6) | (value & 0x3Fu);
            if (--_rest > 0)
                return true;
            return WriteRune(place, target);
        }

        if (value < 0x80)
        {
            if (value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r') or 0x7F)
                return false;
            Write((char)value, place, target);
            return true;
        }

        (_rest, _rune) = value switch
        {
            >= 0xC2 and <= 0xDF => (1, value & 0x1Fu),
            >= 0xE0 and <= 0xEF => (2, value & 0x0Fu),
            >= 0xF0 and <= 0xF4 => (3, value & 0x07u),
            _ => (0, 0u),
        };
        _restUnits = _rest;
        return _rest > 0;
    }

    private bool WriteRune(long place, MappedText target)
    {
        uint least = _restUnits switch { 1 => 0x80u, 2 => 0x800u, _ => 0x10000u };
        if (_rune < least || !Rune.IsValid((int)_rune))
            return false;
        Span<char> pair = stackalloc char[2];
        int units = new Rune((int)_rune).EncodeToUtf16(pair);
        for (int i = 0; i < units; i++)
            Write(pair[i], place, target);
        return true;
    }

    private static void Write(char unit, long place, MappedText target) => target.Add(unit, place, place + 1);

    private enum State : byte
    {
        Outside,
        Run,

        /// <summary>Behind a carriage return at the end of a long line.</summary>
        Return,

        /// <summary>Behind the end of a long line.</summary>
        Break,
    }
}
