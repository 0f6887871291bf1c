using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>Tells whose words a message with the role at hand holds; stands on the role's value and does not consume it. A role that the API does not have is noted on the exchange.</summary>
internal delegate ContentScope RoleReader(ref JsonWalker walker, Exchange exchange);

/// <summary>Takes one member of a message, whose words count as the user's until the role is known; stands on its name.</summary>
internal delegate void MessageMember(ref JsonWalker walker);

/// <summary>A conversation in a request: messages, each with a role that says whose words it holds.</summary>
internal static class RoleMessages
{
    public static void Visit(ref JsonWalker walker, Exchange exchange, RoleReader role, MessageMember member)
    {
        if (walker.Token != JsonTokenType.StartArray)
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        while (walker.NextElement())
            One(ref walker, exchange, role, member);
    }

    public static void One(ref JsonWalker walker, Exchange exchange, RoleReader role, MessageMember member)
    {
        if (!walker.EnterObject())
        {
            walker.Leaves(ContentScope.User);
            return;
        }

        // The role may stand behind the content, so the scope is set when the message is read.
        int first = walker.SlotCount;
        ContentScope scope = ContentScope.User;
        while (walker.NextProperty())
        {
            if (walker.NameIs("role"u8))
            {
                walker.Value();
                scope = role(ref walker, exchange);
                walker.Text(ContentScope.User);
            }
            else
            {
                member(ref walker);
            }
        }

        walker.SetScope(first, ContentScope.User, scope);
    }
}
