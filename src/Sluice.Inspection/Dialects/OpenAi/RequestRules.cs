using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects.OpenAi;

/// <summary>
/// What OpenAI's API itself refuses, so that it is refused before anything is sent: roles that it does not have, counts out of their range. Bounds are as wide as any
/// provider's that speaks this dialect.
/// </summary>
internal static class RequestRules
{
    /// <summary>Most answers to one request (<c>n</c>).</summary>
    private const int MostChoices = 128;

    /// <summary>Most candidates of a legacy completion (<c>best_of</c>) are as many as its answers.</summary>
    private const int MostTokens = int.MaxValue;

    /// <summary>Takes a setting; stands on its name. Its number is no text.</summary>
    public static void Number(ref JsonWalker walker, Exchange exchange)
    {
        string? choices = walker.NameIs("n"u8) ? "n" : walker.NameIs("best_of"u8) ? "best_of" : null;
        string? tokens = choices is null ? TokenLimit(walker) : null;
        walker.Value();
        if ((choices ?? tokens) is { } name)
        {
            Learn(walker, exchange, name);
            ValueRules.Between(ref walker, exchange, name, choices is null ? 0 : 1, choices is null ? MostTokens : MostChoices);
        }

        walker.Protocol(ContentScope.User);
    }

    /// <summary>How much the request may be answered; <c>best_of</c> is generated, too.</summary>
    private static void Learn(in JsonWalker walker, Exchange exchange, string name)
    {
        if (walker.Int64Or(-1) is not (>= 0 and long number))
            return;
        if (name is "n" or "best_of")
            exchange.Choices = Math.Max(exchange.Choices, number);
        else if (name is not "max_tool_calls")
            exchange.MaxOutputTokens = number;
    }

    /// <summary>The name at hand, where it is that of a number of tokens or calls.</summary>
    private static string? TokenLimit(in JsonWalker walker)
    {
        if (walker.NameIs("max_tokens"u8))
            return "max_tokens";
        if (walker.NameIs("max_completion_tokens"u8))
            return "max_completion_tokens";
        if (walker.NameIs("max_output_tokens"u8))
            return "max_output_tokens";
        return walker.NameIs("max_tool_calls"u8) ? "max_tool_calls" : null;
    }

    /// <summary>Refuses a role that the API does not have; stands on the role's value.</summary>
    public static void Role(ref JsonWalker walker, Exchange exchange)
    {
        bool known = walker.ValueIs("user"u8) || walker.ValueIs("assistant"u8) || walker.ValueIs("system"u8) || walker.ValueIs("developer"u8)
            || walker.ValueIs("tool"u8) || walker.ValueIs("function"u8);
        ValueRules.Role(walker, exchange, known, "system, developer, user, assistant, tool and function");
    }
}
