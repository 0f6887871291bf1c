using System.Runtime.InteropServices;
using System.Text.Json;
using Sluice.Inspection.Json;
using static Sluice.Inspection.Dialects.Gemini.GeminiFields;

namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>The texts of a generated answer, and of each piece of a stream: they have the same members. A stream read whole is an array of them.</summary>
internal static class GeminiResponse
{
    /// <summary>In <see cref="ChoiceEnd.DeltaStart"/>: a partial argument ends, whose candidate is not known yet.</summary>
    public const int ArgumentEnd = -2;

    /// <param name="walker">Stands on the document's value.</param>
    /// <param name="exchange">Learns the model and the usage.</param>
    /// <param name="progress">A stream's; null for a whole answer.</param>
    public static void Visit(ref JsonWalker walker, Exchange exchange, GeminiProgress? progress)
    {
        if (walker.Token == JsonTokenType.StartArray)
        {
            while (walker.NextElement())
                Visit(ref walker, exchange, progress);
            return;
        }

        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        while (walker.NextProperty())
            Member(ref walker, exchange, progress);
    }

    private static void Member(ref JsonWalker walker, Exchange exchange, GeminiProgress? progress)
    {
        if (walker.NameIs("candidates"u8))
        {
            walker.Value();
            Candidates(ref walker, progress);
        }
        else if (Is(walker, "usageMetadata"u8, "usage_metadata"u8))
        {
            walker.Value();
            Usage(ref walker, exchange);
        }
        else if (Is(walker, "modelVersion"u8, "model_version"u8))
        {
            walker.Value();
            exchange.ResponseModel ??= walker.StringOrNull();
            walker.Text(ContentScope.Assistant);
        }
        else
        {
            walker.ProtocolProperty(ContentScope.Assistant);
        }
    }

    /// <summary>Each piece of a stream counts what was spent so far; what the model thought is not among what its candidates say.</summary>
    private static void Usage(ref JsonWalker walker, Exchange exchange)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        long input = exchange.Usage.Input;
        long cached = exchange.Usage.CachedInput;
        long said = 0;
        long thought = 0;
        while (walker.NextProperty())
        {
            int which = Is(walker, "promptTokenCount"u8, "prompt_token_count"u8) ? 1
                : Is(walker, "candidatesTokenCount"u8, "candidates_token_count"u8) ? 2
                : Is(walker, "thoughtsTokenCount"u8, "thoughts_token_count"u8) ? 3
                : Is(walker, "cachedContentTokenCount"u8, "cached_content_token_count"u8) ? 4 : 0;
            if (which == 0)
            {
                walker.ProtocolProperty(ContentScope.Assistant);
                continue;
            }

            walker.Value();
            if (which == 1)
                input = walker.Int64Or(input);
            else if (which == 2)
                said = walker.Int64Or(0);
            else if (which == 3)
                thought = walker.Int64Or(0);
            else
                cached = walker.Int64Or(cached);
            walker.Protocol(ContentScope.Assistant);
        }

        exchange.Usage = new TokenUsage(input, Math.Max(exchange.Usage.Output, said + thought)) { CachedInput = cached };
    }

    private static void Candidates(ref JsonWalker walker, GeminiProgress? progress)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        int position = 0;
        while (walker.NextElement())
            Candidate(ref walker, position++, progress);
    }

    private static void Candidate(ref JsonWalker walker, int position, GeminiProgress? progress)
    {
        int start = walker.Consumed;
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        SlotMark mark = walker.Mark();
        int firstEnd = walker.Slots.Ends.Count;
        int index = position;
        bool finishes = false;
        ContentPlace place = new(ContentScope.Assistant, TailRoom.Content, start);
        while (walker.NextProperty())
        {
            if (walker.NameIs("content"u8))
            {
                walker.Value();
                place = GeminiContent.Visit(ref walker, ContentScope.Assistant, lanes: true, progress);
            }
            else if (walker.NameIs("index"u8))
            {
                walker.Value();
                index = walker.Int32Or(position);
                walker.Protocol(ContentScope.Assistant);
            }
            else if (Is(walker, "finishReason"u8, "finish_reason"u8))
            {
                walker.Value();
                finishes = walker.Token == JsonTokenType.String && !walker.ValueIs("FINISH_REASON_UNSPECIFIED"u8);
                walker.Text(ContentScope.Assistant);
            }
            else
            {
                Detail(ref walker);
            }
        }

        Settle(walker, mark, firstEnd, index, progress);
        if (!finishes)
            return;
        walker.AddEnd(new ChoiceEnd(index, place.Start, place.IsBlank));
        progress?.Tails.Add(new CandidateTail(index, place.Room));
    }

    /// <summary>What stands beside a candidate's content: where its words come from, and how probable they were.</summary>
    private static void Detail(ref JsonWalker walker)
    {
        if (!Is(walker, "logprobsResult"u8, "logprobs_result"u8))
        {
            walker.ProtocolProperty(ContentScope.Assistant);
            return;
        }

        walker.Value();
        if (walker.Token != JsonTokenType.StartObject)
        {
            walker.Leaves(ContentScope.Assistant);
            return;
        }

        int start = walker.Consumed;
        walker.EnterObject();
        while (walker.NextProperty())
        {
            bool chosen = Is(walker, "chosenCandidates"u8, "chosen_candidates"u8);
            walker.Value();
            if (chosen && walker.Token == JsonTokenType.StartArray)
                Tokens(ref walker);
            else
                walker.Skip();
        }

        walker.Slots.Spellings.Add(new Spelling(start, walker.Position - start));
    }

    /// <summary>The tokens are a running text: they may spell what no part does (thoughts that are kept, the arguments of a call).</summary>
    private static void Tokens(ref JsonWalker walker)
    {
        while (walker.NextElement())
        {
            if (!walker.EnterObject())
            {
                walker.Skip();
                continue;
            }

            while (walker.NextProperty())
            {
                bool token = walker.NameIs("token"u8);
                walker.Value();
                if (token)
                    walker.Text(ContentScope.Assistant, new LaneKey(0, Token, 0));
                else
                    walker.Skip();
            }
        }
    }

    /// <summary>The candidate's index is known: its lanes and the ends of its partial arguments get it.</summary>
    private static void Settle(in JsonWalker walker, SlotMark mark, int firstEnd, int index, GeminiProgress? progress)
    {
        walker.AddChoice(index);
        walker.SetLaneChoice(mark, index);
        foreach (ref TextSlot slot in walker.Slots.Texts[mark.Texts..])
        {
            if (slot.Lane.Field != PartialArgument)
                continue;
            slot.Lane = Argument(index, slot.Lane.Index);
            progress?.Arguments.TryAdd(slot.Lane.Choice, index);
        }

        foreach (ref ChoiceEnd end in CollectionsMarshal.AsSpan(walker.Slots.Ends)[firstEnd..])
        {
            if (end.DeltaStart == ArgumentEnd)
                end = new ChoiceEnd(Argument(index, end.Choice).Choice, DeltaStart: -1, DeltaEmpty: false);
        }
    }
}
