using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Conditions;

/// <summary>A condition on the name of a field.</summary>
internal abstract class FieldCondition
{
    /// <param name="work">The rule and its way so far.</param>
    /// <param name="name">The name; null for keywords.</param>
    /// <param name="item">The item that looks at the field; null when the name stands elsewhere.</param>
    public abstract bool Holds(PipelineWork work, string? name, SigmaSearchItem? item);
}

/// <summary>The conditions on names of fields by the names that files use.</summary>
internal static class FieldConditions
{
    public static ImmutableDictionary<string, Func<OptionReader, FieldCondition?>> Known { get; } = new Dictionary<string, Func<OptionReader, FieldCondition?>>
    {
        ["include_fields"] = options => FieldList.Read(options, isExcluding: false),
        ["exclude_fields"] = options => FieldList.Read(options, isExcluding: true),
        ["processing_item_applied"] = options => AppliedStep.Read(options) is { } id ? new WasAppliedToField(id) : null,
        ["processing_state"] = options => StateTest.Read(options) is { } test ? new FieldState(test) : null,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Names, or expressions that must fit from a name's beginning. Keywords have no name, so no list has them.</summary>
    private sealed class FieldList(ImmutableArray<string> names, ImmutableArray<PythonRegex> patterns, bool isExcluding) : FieldCondition
    {
        public static FieldList? Read(OptionReader options, bool isExcluding)
        {
            var names = options.Texts("fields");
            if (options.Find("fields") is null)
            {
                options.Fault<object>("fields", "is missing");
            }

            if (options.OneOf("mode", "plain", "plain", "re") is not { } mode || names.IsEmpty)
            {
                return null;
            }

            var patterns = mode == "plain" ? [] : names.Select(name => PythonRegex.Read(name, "fields", options)).ToArray();
            return patterns.Contains(null) ? null : new(mode == "plain" ? names : [], [.. patterns!], isExcluding);
        }

        public override bool Holds(PipelineWork work, string? name, SigmaSearchItem? item) =>
            isExcluding != (name is not null && (names.Contains(name) || patterns.Any(pattern => pattern.FitsFromStart(name))));
    }

    private sealed class WasAppliedToField(string id) : FieldCondition
    {
        public override bool Holds(PipelineWork work, string? name, SigmaSearchItem? item) =>
            item is not null ? work.TraceOf(item).Ids.Contains(id) : name is not null && work.TraceOf(name).Ids.Contains(id);
    }

    private sealed class FieldState(StateTest test) : FieldCondition
    {
        public override bool Holds(PipelineWork work, string? name, SigmaSearchItem? item) => test.Holds(work);
    }
}
