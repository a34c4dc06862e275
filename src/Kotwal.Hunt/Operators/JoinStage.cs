using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;

namespace Kotwal.Hunt.Operators;

/// <summary>Puts rows of another table beside those of the input where values are equal.</summary>
internal sealed record JoinStage(string Kind, Pipeline Right, ImmutableArray<JoinKey> Keys, bool IsLookup) : Stage
{
    private static readonly string[] Kinds =
    [
        "innerunique", "inner", "leftouter", "rightouter", "fullouter", "leftsemi", "leftanti", "rightsemi", "rightanti", "anti", "leftantisemi",
        "rightantisemi",
    ];

    public static PipeOperator Operator { get; } = new(
        "join",
        "join [kind=innerunique] table on name, $left.name == $right.name, …",
        "Puts rows side by side where the values are equal; a name that both have gets a number behind it on the right. Kinds: innerunique "
            + "(one row of the left for each key, the first in its order), inner, leftouter, rightouter, fullouter, leftsemi, leftanti, rightsemi, rightanti.",
        "where event.outcome == 'failure' | summarize failed = count() by user.name "
            + "| join kind=inner (where event.outcome == 'success' | summarize good = count() by user.name) on user.name | project user.name, failed, good",
        tokens => Read(tokens, isLookup: false));

    public static PipeOperator LookupOperator { get; } = new(
        "lookup",
        "lookup [kind=leftouter] table on name, …",
        "Adds the columns of another table where the values are equal, without its keys; kinds: leftouter, inner.",
        "let names = events | summarize last = max(@timestamp) by user.name; sshd | lookup names on user.name | project user.name, last",
        tokens => Read(tokens, isLookup: true));

    public override Table Apply(PlanContext context, Table input)
    {
        var right = Right.Apply(context);
        var left = Kind.StartsWith("right", StringComparison.Ordinal) && Kind != "rightouter" ? right : input;
        var other = ReferenceEquals(left, right) ? input : right;
        ImmutableArray<(Scalar Left, Scalar Right)> keys =
            [.. Keys.Select(key => key.Bind(context, input, right)).Select(key => ReferenceEquals(left, right) ? (key.Right, key.Left) : key)];
        return context.Error is not null ? input : Kind switch
        {
            "leftsemi" or "rightsemi" => TableJoin.Filter(context, left, other, keys, JoinKind.LeftSemi),
            "leftanti" or "rightanti" or "anti" or "leftantisemi" or "rightantisemi" => TableJoin.Filter(context, left, other, keys, JoinKind.LeftAnti),
            _ => TableJoin.Beside(
                context, left, other, keys, KindOf(Kind), isUnique: Kind == "innerunique",
                IsLookup ? Keys.Select(key => key.Right.Name).ToImmutableHashSet() : []),
        };
    }

    private static JoinKind KindOf(string kind) => kind switch
    {
        "leftouter" => JoinKind.LeftOuter,
        "rightouter" => JoinKind.RightOuter,
        "fullouter" => JoinKind.FullOuter,
        _ => JoinKind.Inner,
    };

    private static JoinStage Read(TokenReader tokens, bool isLookup)
    {
        var kind = isLookup ? "leftouter" : "innerunique";
        if (tokens.TryTakeWord("kind"))
        {
            tokens.ExpectSymbol("=");
            var name = tokens.ExpectName("a kind of join");
            string[] kinds = isLookup ? ["leftouter", "inner"] : Kinds;
            kind = name.Name;
            if (!kinds.Contains(kind))
            {
                tokens.Fail(name.Span, $"Unknown kind of join '{kind}'{NearestName.Hint(kind, kinds)}");
            }
        }

        var right = PipelineReader.ReadOperand(tokens);
        tokens.ExpectWord("on");
        var keys = ImmutableArray.CreateBuilder<JoinKey>();
        do
        {
            keys.Add(JoinKey.Read(tokens));
        }
        while (tokens.TryTakeSymbol(",") || tokens.TryTakeWord("and"));
        return new JoinStage(kind, right, keys.ToImmutable(), isLookup);
    }
}
