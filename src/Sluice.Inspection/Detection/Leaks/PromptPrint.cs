using System.Buffers;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Lettering;

namespace Sluice.Inspection.Detection.Leaks;

/// <summary>What a request's system prompt consists of: the hash of every stretch of so many letters, and where it stands. Made once for an exchange, when its answer is judged.</summary>
internal sealed class PromptPrint
{
    /// <summary>Most letters that are kept: the rest of a longer prompt is not known.</summary>
    private const int Most = 1 << 17;

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?\n;");

    private static readonly SearchValues<string> Orders = SearchValues.Create(
        ["you are", "you must", "you may", "you should", "your name", "your task", "your role", "never ", "do not ", "don't ", "always ", "only ", "if the user", "if asked", "when the user", "respond",
         "confidential", "secret", "system prompt", "instruction", "under no circumstances", "du bist", "niemals", "immer ", "vous êtes", "tu es ", "jamais", "eres ", "nunca"],
        StringComparison.OrdinalIgnoreCase);

    private readonly Dictionary<ulong, int> _windows = [];
    private readonly List<int> _orders = [0];

    public PromptPrint(Conversation conversation)
    {
        foreach (ConversationText text in conversation.Texts)
        {
            if (text.Scope == ContentScope.System && text.Part == SlotPart.None && text.Direction == Direction.Request)
                Add(text.Text);
        }
    }

    /// <summary>Letters of the prompt that are known.</summary>
    public int Length => _orders.Count - 1;

    /// <summary>There is no prompt, or one too short to be told from what anybody says.</summary>
    public bool IsEmpty => _windows.Count == 0;

    /// <summary>Where the window with this hash stands in the prompt, or -1.</summary>
    public int Find(ulong window) => _windows.TryGetValue(window, out int at) ? at : -1;

    /// <summary>Whether most of a stretch of the prompt is orders to the model, which no answer has a reason to repeat.</summary>
    public bool IsOrder(int start, int length) => (_orders[Math.Min(Length, start + length)] - _orders[start]) * 5 >= length * 4;

    private void Add(string text)
    {
        if (text.Length < RollingHash.Window || Length >= Most)
            return;
        char[] letters = new char[text.Length];
        int[] places = new int[text.Length];
        int count = Math.Min(BareLetters.Squeeze(text, letters, places), Most - Length);
        int first = Length;
        int sentence = -1;
        bool order = false;
        for (int i = 0; i < count; i++)
        {
            if (places[i] >= sentence)
                order = IsOrder(text, places[i], out sentence);
            _orders.Add(_orders[^1] + (order ? 1 : 0));
        }

        RollingHash hash = default;
        for (int i = 0; i < count; i++)
        {
            if (i < RollingHash.Window)
                hash.Add(letters[i], i);
            else
                hash.Move(letters[i - RollingHash.Window], letters[i]);
            if (i >= RollingHash.Window - 1)
                _windows.TryAdd(hash.Forward, first + i - RollingHash.Window + 1);
        }
    }

    /// <summary>Whether the sentence at hand is an order, and where it ends.</summary>
    private static bool IsOrder(string text, int from, out int end)
    {
        int length = text.AsSpan(from).IndexOfAny(SentenceEnds);
        end = length < 0 ? text.Length : from + length + 1;
        return text.AsSpan(from, end - from).ContainsAny(Orders);
    }
}
