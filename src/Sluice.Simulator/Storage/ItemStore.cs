namespace Sluice.Simulator.Storage;

/// <summary>What one request leaves behind for a later one: answers, files, batches. The newest up to two bounds; the oldest are dropped.</summary>
internal sealed class ItemStore(int maxItems, long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<StoredItem> _items = new();
    private long _bytes;
    private long _numbers;

    /// <summary>A number for an id that is not an answer's.</summary>
    public long NextNumber() => Interlocked.Increment(ref _numbers);

    public void Put(StoredItem item)
    {
        lock (_lock)
        {
            _items.AddLast(item);
            _bytes += item.Bytes;
            while (_items.Count > maxItems || (_bytes > maxBytes && _items.Count > 0))
            {
                _bytes -= _items.First!.Value.Bytes;
                _items.RemoveFirst();
            }
        }
    }

    public StoredItem? Find(string kind, string id)
    {
        lock (_lock) return NodeOf(kind, id)?.Value;
    }

    public bool Remove(string kind, string id)
    {
        lock (_lock)
        {
            if (NodeOf(kind, id) is not { } node) return false;
            _bytes -= node.Value.Bytes;
            _items.Remove(node);
            return true;
        }
    }

    /// <summary>All of a kind, newest first.</summary>
    public IReadOnlyList<StoredItem> List(string kind)
    {
        lock (_lock) return [.. _items.Where(item => string.Equals(item.Kind, kind, StringComparison.Ordinal)).Reverse()];
    }

    private LinkedListNode<StoredItem>? NodeOf(string kind, string id)
    {
        for (var node = _items.Last; node is not null; node = node.Previous)
        {
            if (string.Equals(node.Value.Id, id, StringComparison.Ordinal) && string.Equals(node.Value.Kind, kind, StringComparison.Ordinal)) return node;
        }

        return null;
    }
}

/// <summary>One thing that can be fetched again.</summary>
/// <param name="Kind">Such as <c>file</c>.</param>
/// <param name="Json">How it looks when it is fetched.</param>
/// <param name="Content">What belongs to it: a file's bytes, a request's input.</param>
internal sealed record StoredItem(string Kind, string Id, ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> Content = default)
{
    public long Bytes => Json.Length + Content.Length;
}
