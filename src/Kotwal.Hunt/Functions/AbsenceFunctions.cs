using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions that ask whether a value is there.</summary>
internal static class AbsenceFunctions
{
    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("isempty(value)", "True where the value is absent or an empty text.", "where isempty(user.name)", 1, 1,
            call => Call.Not(IsFilled(call))),
        new("isnotempty(value)", "True where the value is there and no empty text.", "where isnotempty(process.command_line)", 1, 1,
            IsFilled),
        new("isnull(value)", "True where the value is absent.", "where isnull(source.port)", 1, 1,
            call => Call.Condition(Primitive.IsAbsent, Whole(call))),
        new("isnotnull(value)", "True where the value is there.", "where isnotnull(destination.port)", 1, 1,
            call => Call.Condition(Primitive.IsPresent, Whole(call))),
        new("not(condition)", "True where the condition is not.", "where not(user.name == 'root')", 1, 1,
            call => Call.Not(call.Truth(0))),
    ];

    private static Scalar IsFilled(BoundCall call)
    {
        var value = call.Arguments[0].Type == HuntType.Document ? call.Item(0) : call.Arguments[0];
        return value.IsText
            ? Call.Any(call.Context, value, item => Call.Not(Call.Or(
                Call.Condition(Primitive.IsAbsent, item),
                Call.Condition(Primitive.Equal, item, new ConstantScalar("", HuntType.Keyword)))))
            : Call.Condition(Primitive.IsPresent, Whole(call));
    }

    // A list is asked as a whole.
    private static Scalar Whole(BoundCall call) => call.Arguments[0].IsList ? call.Arguments[0] : call.Item(0);
}
