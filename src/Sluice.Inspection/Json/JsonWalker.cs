using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Sluice.Inspection.Json;

/// <summary>
/// Walks one JSON document for a dialect: forward only, over the bytes as they came, no objects made. Every value must be consumed, by a method
/// that reads it or by <see cref="Skip"/>. With a <see cref="NameGuard"/> duplicate names are refused everywhere.
/// </summary>
public ref struct JsonWalker
{
    private const int LongestType = 64;

    private static readonly SearchValues<byte> TypeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/"u8);

    private readonly ReadOnlySpan<byte> _body;
    private readonly SlotList _slots;
    private readonly NameGuard? _names;
    private readonly IMemberWatch? _watch;
    private JsonLexer _reader;
    private int _nameStart;
    private int _nameLength;

    internal JsonWalker(ReadOnlySpan<byte> body, SlotList slots, int maxDepth, NameGuard? names, IMemberWatch? watch = null)
    {
        _body = body;
        _slots = slots;
        _names = names;
        _watch = watch;
        _reader = new JsonLexer(body, maxDepth);
        _names?.Clear();
        _watch?.Open();
        _reader.Read();
    }

    /// <summary>The kind of value that the walker stands on.</summary>
    public readonly JsonTokenType Token => _reader.Token;

    /// <summary>First byte of the token that the walker stands on.</summary>
    public readonly int Position => _reader.Start;

    /// <summary>One behind the token last read.</summary>
    public readonly int Consumed => _reader.Consumed;

    /// <summary>What was found so far.</summary>
    public readonly SlotList Slots => _slots;

    /// <summary>Texts found so far.</summary>
    public readonly int SlotCount => _slots.Count;

    public readonly int LogprobCount => _slots.Logprobs.Count;

    /// <summary>Steps into the object that the walker stands on; false and nothing read if it is no object.</summary>
    public readonly bool EnterObject()
    {
        if (_reader.Token != JsonTokenType.StartObject)
            return false;
        _names?.OpenObject();
        return true;
    }

    /// <summary>Goes to the next property's value; false at the end of the object, behind which the walker then stands on <c>}</c>.</summary>
    public bool NextProperty()
    {
        Read();
        if (_reader.Token == JsonTokenType.EndObject)
        {
            _names?.CloseObject();
            return false;
        }

        _nameStart = _reader.Start + 1;
        _nameLength = _reader.Value.Length;
        _names?.Check(_body, _nameStart..(_nameStart + _nameLength));
        _watch?.Member(_reader);
        return true;
    }

    /// <summary>Whether the property at hand has this name. Call before <see cref="Value"/>.</summary>
    public readonly bool NameIs(ReadOnlySpan<byte> name) => TextIs(name);

    /// <summary>The name of the property at hand, decoded. Allocates. Call before <see cref="Value"/>.</summary>
    public readonly string NameText() => JsonStrings.Decode(_reader.Value);

    /// <summary>Takes the name of the property at hand as a text. Stands on the name, which stays at hand.</summary>
    public readonly void Name(ContentScope scope) => Add(SlotKind.PropertyName, scope, LaneKey.None, withName: false, signed: false);

    /// <summary>Steps from the name to the value.</summary>
    public void Value() => Read();

    /// <summary>Whether the string value at hand equals <paramref name="text"/>.</summary>
    public readonly bool ValueIs(ReadOnlySpan<byte> text) => _reader.Token == JsonTokenType.String && TextIs(text);

    /// <summary>Goes to the next element of the array entered; false at its end.</summary>
    public bool NextElement()
    {
        Read();
        return _reader.Token != JsonTokenType.EndArray;
    }

    /// <summary>The number at hand, or <paramref name="otherwise"/> if there is none that fits.</summary>
    public readonly int Int32Or(int otherwise) => _reader.Token == JsonTokenType.Number && Utf8Parser.TryParse(_reader.Value, out int value, out int used) && used == _reader.Value.Length ? value : otherwise;

    public readonly long Int64Or(long otherwise) => _reader.Token == JsonTokenType.Number && Utf8Parser.TryParse(_reader.Value, out long value, out int used) && used == _reader.Value.Length ? value : otherwise;

    /// <summary>The number at hand, rounded down, however it is spelled (some count in <c>26.0</c>), or <paramref name="otherwise"/> if there is none that fits.</summary>
    public readonly long CountOr(long otherwise) =>
        _reader.Token == JsonTokenType.Number && Utf8Parser.TryParse(_reader.Value, out double value, out int used) && used == _reader.Value.Length && Math.Abs(value) < long.MaxValue
            ? (long)value
            : otherwise;

    /// <summary>The string at hand, decoded, or null if there is none. Allocates.</summary>
    public readonly string? StringOrNull() => _reader.Token == JsonTokenType.String ? JsonStrings.Decode(_reader.Value) : null;

    /// <summary>
    /// The raw string value of a member of the object at hand, wherever in it the member stands; empty where there is none. Looks ahead: call before
    /// <see cref="EnterObject"/>. Costs nothing worth naming where the member stands first.
    /// </summary>
    public readonly ReadOnlySpan<byte> Peek(ReadOnlySpan<byte> name) => Ahead(name, out JsonTokenType token) is var value && token == JsonTokenType.String ? value : default;

    /// <summary>Whether the object at hand has a member of this name. Looks ahead, as <see cref="Peek"/>.</summary>
    public readonly bool Has(ReadOnlySpan<byte> name) => Ahead(name, out JsonTokenType token) is var _ && token != JsonTokenType.None;

    /// <summary>As <see cref="Peek"/>, for a member that is a number; <paramref name="otherwise"/> where there is none that fits.</summary>
    public readonly int PeekInt32(ReadOnlySpan<byte> name, int otherwise)
    {
        ReadOnlySpan<byte> value = Ahead(name, out JsonTokenType token);
        return token == JsonTokenType.Number && Utf8Parser.TryParse(value, out int number, out int used) && used == value.Length ? number : otherwise;
    }

    /// <summary>The string at hand as it stands in the bytes, without quotes.</summary>
    public readonly ReadOnlySpan<byte> RawString => _reader.Value;

    /// <summary>Passes over the value at hand unseen: protocol numbers and the like, never text.</summary>
    public void Skip()
    {
        if (_reader.Token == JsonTokenType.StartObject)
        {
            EnterObject();
            while (NextProperty())
            {
                Value();
                Skip();
            }
        }
        else if (_reader.Token == JsonTokenType.StartArray)
        {
            while (NextElement())
                Skip();
        }
    }

    /// <summary>Takes the value at hand as a known text: a string as it is, anything else leaf by leaf.</summary>
    public void Text(ContentScope scope, LaneKey lane = default, SlotKind kind = SlotKind.String, bool signed = false)
    {
        if (_reader.Token == JsonTokenType.String)
            Add(kind, scope, lane, withName: false, signed);
        else
            Leaves(scope, lane, signed);
    }

    /// <summary>Takes the value of the property at hand as a text, and returns the string that it is, as it is spelled; empty where it is none. Stands on the name.</summary>
    public ReadOnlySpan<byte> Word(ContentScope scope)
    {
        Value();
        ReadOnlySpan<byte> word = _reader.Token == JsonTokenType.String ? _reader.Value : default;
        Text(scope);
        return word;
    }

    /// <summary>
    /// Takes every string, number and property name below the value at hand. With <paramref name="lane"/> the strings under names that hold running text
    /// are pieces of texts that go on in later events: each gets a lane of its own, told apart by the names on the way.
    /// </summary>
    public void Leaves(ContentScope scope, LaneKey lane = default, bool signed = false)
    {
        switch (_reader.Token)
        {
            case JsonTokenType.String:
                Add(SlotKind.String, scope, lane.IsNone || !TextNames.Has(_body.Slice(_nameStart, _nameLength)) ? LaneKey.None : lane, withName: true, signed);
                break;
            case JsonTokenType.Number:
                Add(SlotKind.Number, scope, LaneKey.None, withName: true, signed);
                break;
            case JsonTokenType.StartArray:
                int element = 0;
                while (NextElement())
                    Leaves(scope, Below(lane, element++), signed);
                break;
            case JsonTokenType.StartObject:
                EnterObject();
                while (NextProperty())
                    Property(scope, lane, signed);
                break;
        }
    }

    /// <summary>Takes the value at hand as protocol: its numbers are counts, not texts; strings, names and unknown objects below it are texts like any.</summary>
    public void Protocol(ContentScope scope)
    {
        if (_reader.Token == JsonTokenType.StartObject)
        {
            EnterObject();
            while (NextProperty())
                ProtocolProperty(scope);
        }
        else if (_reader.Token == JsonTokenType.StartArray)
        {
            while (NextElement())
                Protocol(scope);
        }
        else if (_reader.Token != JsonTokenType.Number)
        {
            Leaves(scope);
        }
    }

    /// <summary>Takes the property at hand, name and value, as protocol. Stands on the name; the value is consumed.</summary>
    public void ProtocolProperty(ContentScope scope)
    {
        Name(scope);
        int start = _nameStart;
        int length = _nameLength;
        Read();
        (_nameStart, _nameLength) = (start, length);
        Protocol(scope);
    }

    /// <summary>Takes the property at hand, which the dialect does not know: its name and all below. Stands on the name; the value is consumed.</summary>
    public void Property(ContentScope scope, LaneKey lane = default, bool signed = false)
    {
        LaneKey below = lane.IsNone ? lane : Below(lane, string.GetHashCode(NameText(), StringComparison.Ordinal));
        Add(SlotKind.PropertyName, scope, LaneKey.None, withName: false, signed);
        int start = _nameStart;
        int length = _nameLength;
        Read();
        (_nameStart, _nameLength) = (start, length);
        Leaves(scope, below, signed);
    }

    /// <summary>
    /// Takes the property at hand, whose value names a tool. Stands on the name; the value is consumed. <paramref name="arguments"/> is the lane in which the arguments of its call go
    /// on, in this event of a stream or a later one.
    /// </summary>
    public void ToolName(ContentScope scope, LaneKey arguments = default)
    {
        Name(scope);
        Read();
        if (_reader.Token != JsonTokenType.String)
        {
            Leaves(scope);
            return;
        }

        Add(SlotKind.String, scope, arguments.IsNone ? arguments : arguments with { Field = -Math.Abs(arguments.Field) }, withName: true, signed: false);
        _slots.Texts[^1].Part = SlotPart.ToolName;
    }

    /// <summary>Says of the texts found since <paramref name="first"/> what they are of a tool, where nothing said so before.</summary>
    public readonly void SetPart(int first, SlotPart part) => _slots.SetPart(first, part);

    /// <summary>
    /// Ties the texts found since <paramref name="first"/> to the tool that one of them names. Where they define it, in the object that began at byte <paramref name="definition"/> and
    /// has been read, the name is tied to all of that.
    /// </summary>
    public readonly void SetTool(int first, int definition = -1) => _slots.SetTool(first, definition < 0 ? 0..0 : definition..Consumed);

    public readonly SlotMark Mark() => _slots.Mark();

    public readonly void AddChoice(int choice) => _slots.Choices.Add(choice);

    public readonly void AddEnd(ChoiceEnd end) => _slots.Ends.Add(end);

    public readonly void AddLogprob(LogprobEntry entry) => _slots.Logprobs.Add(entry);

    public readonly void AddLogprobArray(LogprobArray array) => _slots.LogprobArrays.Add(array);

    /// <summary>Notes that what was found since <paramref name="from"/> is of a type that the dialect does not know.</summary>
    public readonly void AddUnknown(UnknownKind kind, SlotMark from, ReadOnlySpan<byte> type)
    {
        bool isWord = type.Length is > 0 and <= LongestType && !type.ContainsAnyExcept(TypeCharacters);
        _slots.Unknown.Add(new UnknownPlace(kind, from, _slots.Mark(), isWord ? Encoding.ASCII.GetString(type) : null));
    }

    /// <summary>Whether nothing but the closing brace at hand stands behind byte <paramref name="start"/>.</summary>
    public readonly bool IsBlankSince(int start) => start >= 0 && _body[start..Position].Trim(" \t\r\n"u8).IsEmpty;

    /// <summary>Gives the texts found since <paramref name="first"/> that stand under <paramref name="provisional"/> their scope.</summary>
    public readonly void SetScope(int first, ContentScope provisional, ContentScope scope)
    {
        foreach (ref TextSlot slot in _slots.Texts[first..])
        {
            if (slot.Scope == provisional)
                slot.Scope = scope;
        }
    }

    /// <summary>Gives the lanes found since <paramref name="first"/> their index.</summary>
    public readonly void SetLaneIndex(int first, int index)
    {
        foreach (ref TextSlot slot in _slots.Texts[first..])
        {
            if (!slot.Lane.IsNone)
                slot.Lane = slot.Lane with { Index = index };
        }
    }

    /// <summary>Gives the lanes found since <paramref name="mark"/> their choice.</summary>
    public readonly void SetLaneChoice(SlotMark mark, int choice) => _slots.SetChoice(mark, choice);

    /// <summary>Gives what was found since <paramref name="mark"/> under the lane <paramref name="provisional"/> its lane.</summary>
    public readonly void SetLane(SlotMark mark, LaneKey provisional, LaneKey lane) => _slots.SetLane(mark, provisional, lane);

    /// <summary>Call when the document's value was consumed: anything behind it is refused.</summary>
    public void End() => _reader.Read();

    /// <summary>The first token of a member's value.</summary>
    private readonly ReadOnlySpan<byte> Ahead(ReadOnlySpan<byte> name, out JsonTokenType token)
    {
        token = JsonTokenType.None;
        if (_reader.Token != JsonTokenType.StartObject)
            return default;
        JsonLexer ahead = _reader;
        int depth = 0;
        while (ahead.Read())
        {
            if (ahead.Token is JsonTokenType.StartObject or JsonTokenType.StartArray)
                depth++;
            else if (ahead.Token is JsonTokenType.EndObject or JsonTokenType.EndArray && --depth < 0)
                return default;
            if (depth > 0 || ahead.Token != JsonTokenType.PropertyName || !(ahead.Escaped ? JsonStrings.DecodesTo(ahead.Value, name) : ahead.Value.SequenceEqual(name)))
                continue;
            ahead.Read();
            token = ahead.Token;
            return ahead.Value;
        }

        return default;
    }

    /// <summary>Unlike the reader's own comparison this bears lone surrogates spelled as escapes.</summary>
    private readonly bool TextIs(ReadOnlySpan<byte> ascii) =>
        _reader.Escaped ? JsonStrings.DecodesTo(_reader.Value, ascii) : _reader.Value.SequenceEqual(ascii);

    private static LaneKey Below(LaneKey lane, int step) => lane.IsNone ? lane : lane with { Index = HashCode.Combine(lane.Index, step) };

    private readonly void Add(SlotKind kind, ContentScope scope, LaneKey lane, bool withName, bool signed)
    {
        int quote = kind == SlotKind.Number ? 0 : 1;
        _slots.Add(new TextSlot
        {
            Start = _reader.Start + quote,
            Length = _reader.Value.Length,
            Kind = kind,
            Scope = scope,
            Lane = lane,
            NameStart = _nameStart,
            NameLength = withName ? _nameLength : 0,
            Signed = signed,
        });
    }

    private void Read()
    {
        if (!_reader.Read())
            throw new JsonException("the document ends too early");
    }
}
