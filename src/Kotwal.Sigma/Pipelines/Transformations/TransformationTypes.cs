using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary>The transformations by the names that files use.</summary>
internal static class TransformationTypes
{
    private const string FromOutside = "reads values from outside while rules are loaded; put the values into 'vars' and use value_placeholders.";

    public static ImmutableDictionary<string, Func<OptionReader, Transformation?>> Known { get; } = new Dictionary<string, Func<OptionReader, Transformation?>>
    {
        ["field_name_mapping"] = FieldMapping.Read,
        ["field_name_prefix_mapping"] = FieldPrefixMapping.Read,
        ["field_name_prefix"] = options => options.Needed("prefix") is { } prefix ? new FieldAffix(prefix, "") : null,
        ["field_name_suffix"] = options => options.Needed("suffix") is { } suffix ? new FieldAffix("", suffix) : null,
        ["field_name_transform"] = FieldCase.Read,
        ["add_field"] = options => ChangeFieldList.Read(options, "field", (fields, names) => [.. fields, .. names]),
        ["remove_field"] = options => ChangeFieldList.Read(options, "field", (fields, names) => fields.RemoveAll(name => names.Contains(name))),
        ["set_field"] = options => ChangeFieldList.Read(options, "fields", (_, names) => names),
        ["drop_detection_item"] = _ => new DropItem(),
        ["hashes_fields"] = HashFields.Read,
        ["add_condition"] = AddCondition.Read,
        ["change_logsource"] = ChangeLogSource.Read,
        ["replace_string"] = TextReplacement.Read,
        ["map_string"] = TextMapping.Read,
        ["case"] = TextCaseChange.Read,
        ["regex"] = TextAsRegex.Read,
        ["set_value"] = SetValue.Read,
        ["convert_type"] = ValueType.Read,
        ["value_placeholders"] = options => PlaceholderTransformation.Read(options, isWildcard: false),
        ["wildcard_placeholders"] = options => PlaceholderTransformation.Read(options, isWildcard: true),
        ["set_state"] = options => Remember.Read(options, isAttribute: false),
        ["set_custom_attribute"] = options => Remember.Read(options, isAttribute: true),
        ["rule_failure"] = options => options.Needed("message") is { } message ? new RuleFailure(message) : null,
        ["detection_item_failure"] = options => options.Needed("message") is { } message ? new ItemFailure(message) : null,
        ["strict_field_mapping_failure"] = _ => new UnmappedFieldFailure(),
        ["nest"] = Nest.Read,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Why there is no transformation of a name here, for the author of the file.</summary>
    public static string ReasonWhyUnknown(string name)
    {
        var reason = name switch
        {
            "query_expression_placeholders" => "puts a piece of a query into the rule. Rules are evaluated here and never become a query; use value_placeholders.",
            "file_placeholders" or "http_placeholders" or "command_placeholders" => FromOutside,
            _ => null,
        };
        if (reason is not null)
        {
            return $"'{name}' {reason}";
        }

        var near = NearNames.Hint(name, Known.Keys);
        return $"'{name}' is no transformation{(near == "." ? $"; there are {OptionReader.Join(Known.Keys.Order(StringComparer.Ordinal), "and")}." : near)}";
    }
}
