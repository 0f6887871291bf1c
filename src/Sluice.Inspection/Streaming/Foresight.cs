using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Redaction;

namespace Sluice.Inspection.Streaming;

/// <summary>
/// Looks at the texts of a stream just before they are judged, and has those verdicts of remote judges awaited that judging them will need. So an event waits before anything of it is
/// done, and what follows need not wait in the middle. Cuts texts as <see cref="LaneJudge"/> does, by being one. Not thread-safe.
/// </summary>
internal sealed class Foresight : IDisposable
{
    private readonly Exchange _exchange;
    private readonly int _maxLanes;
    private readonly List<ForeseenLane> _lanes = [];
    private readonly PooledBuffer<char> _text = new(256);
    private readonly JsonContext _name = new();

    private Foresight(Exchange exchange, int maxLanes) => (_exchange, _maxLanes) = (exchange, maxLanes);

    /// <summary>One for a stream of an exchange whose policy waits for remote judges, else null.</summary>
    public static Foresight? For(Exchange exchange, int maxLanes) => exchange.Policy.AwaitsRemotely ? new Foresight(exchange, maxLanes) : null;

    /// <summary>Verdicts are awaited.</summary>
    public bool Awaits => _exchange.Remote is { Awaits: true };

    /// <summary>Looks at an event's texts, and at those that it ends. Once for each event.</summary>
    /// <param name="payload">The event's data.</param>
    /// <param name="found">What stands in it.</param>
    /// <param name="forgets">A lane that ends is forgotten.</param>
    /// <returns>Whether verdicts are awaited.</returns>
    public bool Look(ReadOnlySpan<byte> payload, SlotList found, bool forgets)
    {
        _exchange.Remote?.Forget();
        foreach (ref readonly TextSlot slot in found.Texts)
        {
            if (slot.Lane.Field > 0)
                Continue(payload, slot);
            else
                Whole(payload, slot);
        }

        foreach (ChoiceEnd end in found.Ends)
        {
            foreach (ForeseenLane lane in _lanes.FindAll(l => end.Ends(l.Key)))
            {
                lane.Push(default, end: true);
                if (forgets || !end.Lane.IsNone)
                    Forget(lane);
            }
        }

        return Awaits;
    }

    /// <summary>Looks at a text that is complete. As often as wanted.</summary>
    public bool Whole(ReadOnlySpan<byte> document, in TextSlot slot)
    {
        ScopePlan plan = _exchange.Plan(Direction.Response, slot.Scope, slot.Signed);
        if (plan.Judging is not { Awaits: true } || slot.Length == 0 || slot.Kind is SlotKind.Number or SlotKind.PropertyName)
            return Awaits;
        ReadOnlySpan<char> text = SlotText.Decode(document.Slice(slot.Start, slot.Length), slot.Kind, _text);
        using ForeseenLane lane = new(LaneKey.None, slot.Kind, slot.Scope, plan, _exchange);
        lane.Name(slot.NameLength == 0 ? default : _name.Of(document.Slice(slot.NameStart, slot.NameLength)));
        if (slot.Kind == SlotKind.String && MediaPart.TryFind(text, slot.Scope == ContentScope.Document, out MediaPart part))
        {
            if (part.Kind == MediaKind.Text)
            {
                using ForeseenLane unpacked = new(LaneKey.None, SlotKind.String, slot.Scope, plan, _exchange);
                unpacked.Push(part.Decode(text), end: true);
            }
            else if (part.Kind != MediaKind.Binary)
            {
                return Awaits;
            }
        }

        lane.Push(text, end: true);
        return Awaits;
    }

    /// <summary>The stream is over, or what is said in it: looks at what is left of all texts.</summary>
    public bool End()
    {
        foreach (ForeseenLane lane in _lanes)
            lane.Push(default, end: true);
        return Awaits;
    }

    /// <summary>Forgets the lanes that are no more.</summary>
    public void Keep(Predicate<LaneKey> which)
    {
        foreach (ForeseenLane lane in _lanes.FindAll(l => !which(l.Key)))
            Forget(lane);
    }

    public void Dispose()
    {
        foreach (ForeseenLane lane in _lanes)
            lane.Dispose();
        _lanes.Clear();
        _text.Dispose();
    }

    private void Continue(ReadOnlySpan<byte> payload, in TextSlot slot)
    {
        LaneKey key = slot.Lane;
        ForeseenLane? lane = _lanes.Find(l => l.Key == key);
        if (lane is null)
        {
            ScopePlan plan = _exchange.Plan(Direction.Response, slot.Scope, slot.Signed);
            if (plan.Judging is not { Awaits: true } || _lanes.Count == _maxLanes)
                return;
            lane = new ForeseenLane(key, slot.Kind, slot.Scope, plan, _exchange);
            _lanes.Add(lane);
        }

        lane.Push(SlotText.Decode(payload.Slice(slot.Start, slot.Length), SlotKind.String, _text), end: false);
    }

    private void Forget(ForeseenLane lane)
    {
        _lanes.Remove(lane);
        lane.Dispose();
    }
}
