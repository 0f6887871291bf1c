using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Views;
using Sluice.Inspection.Json;
using Sluice.Inspection.Matching;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// Scans texts that are complete, where they stand in a document, and collects the changes that the policy makes to them. Only the found stretches change: their
/// neighbours keep their spelling, escapes and all. Reused; not thread-safe.
/// </summary>
internal sealed class TextScan : IJsonTextSink, IDisposable
{
    private readonly MatchBuffer _acting = new();
    private readonly MatchBuffer _observed = new();
    private readonly PooledBuffer<char> _text = new(4096);
    private readonly PooledBuffer<char> _leaf = new(1024);
    private readonly PooledBuffer<int> _places = new(16);
    private readonly PooledBuffer<char> _written = new(256);
    private readonly ToolReading _tool = new();
    private readonly JsonContext _context = new();
    private readonly ClassifierRun _classifiers = new();
    private readonly PatternViews _views = new();

    // The document and slot at hand while a string that holds JSON is scanned.
    private Exchange _exchange = null!;
    private Direction _direction;
    private ScopePlan _plan = null!;
    private TextSlot _slot;
    private int _spelledUnits;
    private bool _foundInJson;
    private int _leafPlace;
    private JsonTextKind _leafKind;

    // More was told of the text at hand than what was found in it: that it is a file.
    private bool _toldMore;
    private readonly List<Edit> _edits = [];

    /// <summary>The changes to make to the document.</summary>
    public SpliceList Changes { get; } = new();

    /// <summary>A block rule has matched.</summary>
    public bool Blocked { get; private set; }

    /// <summary>The tool whose arguments an event holds that names none.</summary>
    public string ToolNamedLast
    {
        set => _tool.NamedLast = value;
    }

    /// <summary>If not null, receives the stretches that are replaced, by lane, in units of the text.</summary>
    public List<(LaneKey Lane, long Start, long End)>? Replaced { get; set; }

    /// <summary>UTF-16 units of the text last scanned.</summary>
    public int LastUnits { get; private set; }

    /// <summary>The largest piece of working memory.</summary>
    public int Capacity => Math.Max(_text.Capacity, Math.Max(_leaf.Capacity, Math.Max(_views.Capacity, Changes.Replacement.Capacity)));

    public void Begin(Exchange exchange, Direction direction)
    {
        _tool.NamedLast = "";
        _exchange = exchange;
        _direction = direction;
        Changes.Clear();
        Blocked = false;
        Replaced = null;
    }

    /// <summary>Scans the text of <paramref name="slot"/>; whether anything was found in it, be it only something to flag.</summary>
    public bool Scan(ReadOnlySpan<byte> document, in TextSlot slot)
    {
        LastUnits = 0;
        ScopePlan plan = _exchange.Plan(_direction, slot.Scope, slot.Signed);
        RemoteUrlRules addresses = _exchange.Policy.RemoteUrls;
        if ((plan.IsEmpty && addresses.IsEmpty && _exchange.Conversation is null) || slot.Length == 0)
            return false;
        ReadOnlySpan<byte> raw = document.Slice(slot.Start, slot.Length);
        KnownText known = KnownText.Of(_exchange, _direction, plan, document, slot);
        LastUnits = known.Units;
        _exchange.KnownCharacters += known.IsClean && _direction == Direction.Request ? slot.Length : 0;
        if (known.IsClean && _exchange.Conversation?.Keeps(slot.Scope, slot.Part) != true)
        {
            _exchange.Conversation?.Count(known.Units);
            return false;
        }

        ReadOnlySpan<char> text = SlotText.Decode(raw, slot.Kind, _text);
        LastUnits = text.Length;
        _slot = slot;
        ReadOnlySpan<char> name = slot.NameLength == 0 ? default : _context.Of(document.Slice(slot.NameStart, slot.NameLength));
        ReadOnlySpan<byte> definition = plan.Judging is null && _exchange.Conversation is null ? default : _tool.Read(document, slot, text);
        if (_exchange.Conversation is { } conversation && MediaPart.TextLength(raw) == raw.Length) // files are no talk
            conversation.Add(_direction, slot.Scope, JsonContext.NameOf(name), text, slot.Part, _tool.Name, ToolReading.CallOf(slot));
        if (known.IsClean || (plan.IsEmpty && addresses.IsEmpty))
            return false;
        _toldMore = false;
        _classifiers.HasTold = false;
        bool found = slot.Kind == SlotKind.JsonString ? ScanJson(document, slot, plan, text) : ScanText(document, slot, plan, text, name, definition);
        if (!found && !_toldMore && !_classifiers.HasTold)
            known.Remember(text.Length);
        return found;
    }

    private bool ScanText(ReadOnlySpan<byte> document, in TextSlot slot, ScopePlan plan, ReadOnlySpan<char> text, ReadOnlySpan<char> name, ReadOnlySpan<byte> definition)
    {
        if (slot.Kind == SlotKind.String && ScanMedia(slot, plan, text))
            return true;
        if (plan.Acting is null && plan.Observing is null && plan.Judging is null)
            return false;
        Find(plan, text, name, judged: ToolReading.IsJudged(slot), definition);
        if (_acting.Spans.Count == 0)
            return _observed.Spans.Count > 0;
        if (slot.Kind == SlotKind.Number)
            ReplaceNumber(slot, text);
        else
            ReplaceSpans(document.Slice(slot.Start, slot.Length), slot, text);
        return true;
    }

    /// <summary>Whether anything that acts is found in raw bytes, whatever they are.</summary>
    public bool IsDirty(ReadOnlySpan<byte> raw, ContentScope scope)
    {
        ScopePlan plan = _exchange.Plan(_direction, scope);
        if (plan.Acting is null)
            return false;
        ReadOnlySpan<char> text = SlotText.Decode(raw, SlotKind.Raw, _text);
        plan.Set.FindAll(text, default, plan.Roles, _acting, _observed);
        bool dirty = false;
        foreach (MatchSpan span in _acting.Spans)
            dirty |= !plan.OnlyRestores(_acting, span);
        _acting.Clear();
        _observed.Clear();
        return dirty;
    }

    /// <summary>The name, or a label in its place where any rule, be it one that only flags, finds something in it: names of models reach spans.</summary>
    public string? Nameable(string? name)
    {
        if (name is null)
            return null;
        ScopePlan plan = _exchange.Plan(_direction, _direction == Direction.Request ? ContentScope.User : ContentScope.Assistant);
        KnownText known = KnownText.Of(_direction, plan, name);
        if (known.IsClean)
            return name;
        _views.FindAll(plan.Set, plan.Roles, name, default, nested: _direction == Direction.Request, _acting, _observed);
        bool found = _acting.Spans.Count + _observed.Spans.Count > 0;
        _acting.Clear();
        _observed.Clear();
        if (!found)
            known.Remember(name.Length);
        return found ? "[REDACTED]" : name;
    }

    /// <summary>Has the classifiers judge the request as a whole, after its texts.</summary>
    public void JudgeRequest(Conversation conversation) => Blocked |= _classifiers.JudgeRequest(_exchange, conversation);

    public void Dispose()
    {
        Changes.Dispose();
        _text.Dispose();
        _leaf.Dispose();
        _places.Dispose();
        _written.Dispose();
        _tool.Dispose();
        _views.Dispose();
    }

    void IJsonTextSink.Structure(ReadOnlySpan<char> spelled) => _spelledUnits += spelled.Length;

    void IJsonTextSink.BeginText(JsonTextKind kind, ReadOnlySpan<char> context)
    {
        _leafKind = kind;
        _leafPlace = _spelledUnits;
        _leaf.Clear();
        _places.Clear();
        _context.Set(context);
    }

    void IJsonTextSink.Text(ReadOnlySpan<char> decoded, ReadOnlySpan<char> spelled)
    {
        if (_places.Length == 0 && decoded.Length != spelled.Length)
        {
            for (int i = 0; i < _leaf.Length; i++)
                _places.Write([_leafPlace + i]);
        }

        if (_places.Length > 0 || decoded.Length != spelled.Length)
        {
            for (int i = 0; i < decoded.Length; i++)
                _places.Write([_spelledUnits + i]);
        }

        _leaf.Write(decoded);
        _spelledUnits += spelled.Length;
    }

    void IJsonTextSink.EndText()
    {
        ReadOnlySpan<char> text = _leaf.Span;
        Find(_plan, text, _context.Text, judged: _leafKind is JsonTextKind.String or JsonTextKind.Raw);
        _foundInJson |= _acting.Spans.Count + _observed.Spans.Count > 0;
        if (_acting.Spans.Count == 0)
            return;
        if (_leafKind == JsonTextKind.Number)
        {
            int from = _written.Length;
            _written.Write("\"");
            Rewrite(text);
            _written.Write("\"");
            _edits.Add(new Edit(_leafPlace, _spelledUnits, from, _written.Length - from));
            return;
        }

        foreach (MatchSpan span in _acting.Spans)
        {
            Ruling ruling = Rule(span, text);
            if (ruling.Decision == Decision.None)
                continue;
            int from = _written.Length;
            int visible = span.Start + Replacement.Write(text[span.Start..span.End], ruling, inJson: true, _written);
            _edits.Add(new Edit(PlaceOf(span.Start), PlaceOf(visible), from, _written.Length - from));
        }
    }

    private int PlaceOf(int unit)
    {
        if (_places.Length == 0)
            return _leafPlace + unit;
        return unit < _places.Length ? _places.Span[unit] : _spelledUnits;
    }

    /// <summary>Finds, records what only flags, and leaves what acts in the buffer.</summary>
    private void Find(ScopePlan plan, ReadOnlySpan<char> text, ReadOnlySpan<char> context, bool judged, ReadOnlySpan<byte> definition = default)
    {
        _plan = plan;
        _acting.Clear();
        _observed.Clear();
        _views.FindAll(plan.Set, plan.Roles, text, context, nested: _direction == Direction.Request, _acting, _observed);
        foreach (MatchSpan span in _observed.Spans)
            Judge.Rule(plan, null, _observed, span, text[span.Start..span.End], _exchange, _direction);
        if (judged && plan.Judging is not null)
            Classify(plan, text, context, definition);
    }

    /// <summary>Requests are judged text by text; answers in the stretches that a stream of the same text would have.</summary>
    private void Classify(ScopePlan plan, ReadOnlySpan<char> text, ReadOnlySpan<char> name, ReadOnlySpan<byte> definition)
    {
        bool whole = _direction == Direction.Request;
        int context = whole ? 0 : plan.Judging!.LeftContext;
        int from = 0;
        int tried = 0;
        while (from < text.Length)
        {
            int cut = whole ? text.Length : Stretches.Next(text, from, end: true, plan.Judging!, ref tried);
            int shown = Math.Max(0, from - context);
            JudgedText judged = new()
            {
                Text = text[shown..cut],
                From = from - shown,
                Direction = _direction,
                Scope = _slot.Scope,
                Volume = Math.Max(_exchange.Volume, text.Length),
                Name = JsonContext.NameOf(name),
                Part = _slot.Part,
                Tool = _tool.Name,
                Definition = definition,
                Conversation = _exchange.Conversation,
            };
            _classifiers.Judge(plan, _exchange, judged, _acting, shown, plan.Set.Rules.Count);
            from = cut;
        }
    }

    private Ruling Rule(in MatchSpan span, ReadOnlySpan<char> text)
    {
        Ruling ruling = Judge.Rule(_plan, null, _acting, span, text[span.Start..span.End], _exchange, _direction);
        Blocked |= ruling.Decision == Decision.Block;
        return ruling;
    }

    private void ReplaceSpans(ReadOnlySpan<byte> raw, in TextSlot slot, ReadOnlySpan<char> text)
    {
        int bytes = 0;
        int units = 0;
        foreach (MatchSpan span in _acting.Spans)
        {
            Ruling ruling = Rule(span, text);
            if (ruling.Decision == Decision.None)
                continue;
            _written.Clear();
            int visible = span.Start + Replacement.Write(text[span.Start..span.End], ruling, inJson: false, _written);
            int from = SlotText.Locate(raw, slot.Kind, span.Start, bytes, units);
            int to = SlotText.Locate(raw, slot.Kind, visible, from, span.Start);
            int opened = Changes.Open();
            JsonStrings.Encode(_written.Span, Changes.Replacement);
            Changes.Close(slot.Start + from, to - from, opened);
            (bytes, units) = (to, visible);
            if (!slot.Lane.IsNone)
                Replaced?.Add((slot.Lane, span.Start, span.End));
        }
    }

    /// <summary>Whether the text is a file or a file's address, and was dealt with as such. Bytes that are known to be no text are not scanned as one.</summary>
    private bool ScanMedia(in TextSlot slot, ScopePlan plan, ReadOnlySpan<char> text)
    {
        bool isDocument = slot.Scope == ContentScope.Document;
        if (isDocument && _direction == Direction.Request && _exchange.Policy.RemoteUrls.Forbids(text))
        {
            _toldMore = true;
            bool enforced = _exchange.Policy.Mode == PolicyMode.Enforce;
            _exchange.Tally.Add(_direction, MediaRules.RemoteUrl, Decision.Block);
            Blocked |= enforced;
            return enforced;
        }

        if (!MediaPart.TryFind(text, isDocument, out MediaPart part))
            return false;
        _toldMore = true;
        if (part.Kind == MediaKind.Text)
            return ScanTextFile(slot, plan, text, part);
        _exchange.Tally.AddMedia(_direction, part.Kind, part.Bytes);
        Decision decision = plan.Media.For(part.Kind);
        if (decision != Decision.None)
            _exchange.Tally.Add(_direction, MediaRules.NameOf(part.Kind), decision);
        Blocked |= decision == Decision.Block;
        return part.Kind != MediaKind.Binary;
    }

    /// <summary>A text that is packed as a file: it is unpacked, scanned, and packed again where something is replaced. Otherwise the string is a text like any.</summary>
    private bool ScanTextFile(in TextSlot slot, ScopePlan plan, ReadOnlySpan<char> text, MediaPart part)
    {
        string unpacked = part.Decode(text);
        Find(plan, unpacked, default, judged: true);
        if (_acting.Spans.Count == 0)
            return false;
        string before = text[..part.Start].ToString();
        _written.Clear();
        Rewrite(unpacked);
        int opened = Changes.Open();
        JsonStrings.Encode(before, Changes.Replacement);
        JsonStrings.Encode(part.Encode(_written.Span), Changes.Replacement);
        Changes.Close(slot.Start, slot.Length, opened);
        return true;
    }

    private void ReplaceNumber(in TextSlot slot, ReadOnlySpan<char> text)
    {
        _written.Clear();
        Rewrite(text);
        int opened = Changes.Open();
        Changes.Replacement.Write("\""u8);
        JsonStrings.Encode(_written.Span, Changes.Replacement);
        Changes.Replacement.Write("\""u8);
        Changes.Close(slot.Start, slot.Length, opened);
    }

    private void Rewrite(ReadOnlySpan<char> text)
    {
        int at = 0;
        foreach (MatchSpan span in _acting.Spans)
        {
            Ruling ruling = Rule(span, text);
            _written.Write(text[at..span.Start]);
            at = span.Start + Replacement.Write(text[span.Start..span.End], ruling, inJson: false, _written);
        }

        _written.Write(text[at..]);
    }

    private bool ScanJson(ReadOnlySpan<byte> document, in TextSlot slot, ScopePlan plan, ReadOnlySpan<char> text)
    {
        _plan = plan;
        _foundInJson = false;
        _spelledUnits = 0;
        _edits.Clear();
        _written.Clear();
        JsonTextLexer lexer = new(this);
        lexer.Push(text);
        lexer.Complete();
        ReadOnlySpan<byte> raw = document.Slice(_slot.Start, _slot.Length);
        int bytes = 0;
        int units = 0;
        foreach (Edit edit in _edits)
        {
            int from = JsonStrings.Locate(raw, edit.Start, bytes, units);
            int to = JsonStrings.Locate(raw, edit.End, from, edit.Start);
            int opened = Changes.Open();
            JsonStrings.Encode(_written.Span.Slice(edit.From, edit.Length), Changes.Replacement);
            Changes.Close(_slot.Start + from, to - from, opened);
            (bytes, units) = (to, edit.End);
        }

        return _foundInJson;
    }

    /// <summary>A change inside a string that holds JSON, in units of that string as decoded once.</summary>
    private readonly record struct Edit(int Start, int End, int From, int Length);
}
