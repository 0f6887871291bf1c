using System.Buffers.Text;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>Values of a request that no API takes, so that they are refused before anything is sent: numbers out of their range, roles that there are not.</summary>
internal static class ValueRules
{
    /// <summary>Refuses the number at hand where it is below <paramref name="least"/> or above <paramref name="most"/>; what is no number is left to the API.</summary>
    public static void Between(ref JsonWalker walker, Exchange exchange, string name, int least, int most)
    {
        if (walker.Token != JsonTokenType.Number)
            return;
        if (!Fits(walker.RawString, least, most))
            exchange.Invalid ??= new Refusal(400, "invalid_value", $"'{name}' is out of its range: it is a number from {least} to {most}.", name);
    }

    /// <summary>Whole numbers are read as such; only others, <c>1e3</c> for one, need the long way.</summary>
    private static bool Fits(ReadOnlySpan<byte> number, int least, int most)
    {
        if (Utf8Parser.TryParse(number, out long whole, out int used) && used == number.Length)
            return whole >= least && whole <= most;
        return Utf8Parser.TryParse(number, out double value, out used) && used == number.Length && value >= least && value <= most;
    }

    /// <summary>Takes a number of tokens, from <paramref name="least"/> up; stands on its name. It is no text.</summary>
    public static void Tokens(ref JsonWalker walker, Exchange exchange, int least = 0)
    {
        string name = walker.NameText();
        walker.Value();
        Between(ref walker, exchange, name, least, int.MaxValue);
        exchange.MaxOutputTokens = walker.Int64Or(exchange.MaxOutputTokens ?? -1) is >= 0 and long most ? most : null;
        walker.Protocol(ContentScope.User);
    }

    /// <summary>Refuses the role at hand unless it is <paramref name="known"/>; none at all is left to the API.</summary>
    /// <param name="walker">Stands on the role's value.</param>
    /// <param name="exchange">Is told.</param>
    /// <param name="known">The API has this role.</param>
    /// <param name="roles">Those that it has, for the caller to read.</param>
    public static void Role(in JsonWalker walker, Exchange exchange, bool known, string roles)
    {
        if (!known && walker.Token is not JsonTokenType.Null)
            exchange.Invalid ??= new Refusal(400, "invalid_value", $"A message has a role that this API does not know. Roles are {roles}.", "role");
    }
}
