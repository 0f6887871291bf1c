using Sluice.Inspection.Dialects;

namespace Sluice.Inspection.Policies;

/// <summary>
/// Where a policy's rules run, and what they do there: rule × dialect × content scope × whole or streamed. Made from what was compiled, not from what was written.
/// </summary>
public static class CoverageTable
{
    /// <summary>One row for each rule and dialect, and each scope that a dialect's texts can have.</summary>
    public static IEnumerable<CoverageRow> Of(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        foreach (PolicySentence sentence in policy.Sentences)
        {
            foreach (IDialect dialect in DialectCatalog.All.Values.OrderBy(d => d.Name, StringComparer.Ordinal))
            {
                foreach (ContentScope scope in Enum.GetValues<ContentScope>())
                {
                    bool request = sentence.Covers.Contains((Direction.Request, scope));
                    bool response = sentence.Covers.Contains((Direction.Response, scope)) && dialect.AnswerScopes.Contains(scope);
                    if (request || response)
                        yield return new CoverageRow(sentence, dialect.Name, scope, request, Whole: response, Streamed: response, Holds(policy, sentence, scope, response));
                }
            }
        }
    }

    private static bool Holds(Policy policy, PolicySentence sentence, ContentScope scope, bool response) =>
        response && sentence.Then != Decision.Flag && policy.Plan(Direction.Response, scope, signed: false).Acting is not null;
}

/// <summary>Where one rule runs.</summary>
/// <param name="Sentence">The rule.</param>
/// <param name="Dialect">The wire format.</param>
/// <param name="Scope">Whose words.</param>
/// <param name="Request">It runs on requests.</param>
/// <param name="Whole">It runs on whole answers.</param>
/// <param name="Streamed">It runs on streamed answers.</param>
/// <param name="Holds">In a stream it holds back text that may still become a match.</param>
public sealed record CoverageRow(PolicySentence Sentence, string Dialect, ContentScope Scope, bool Request, bool Whole, bool Streamed, bool Holds);
