using System.Collections.Frozen;
using System.Text;

namespace Kotwal.Inventory.Reading;

/// <summary>Attributes that have few possible values, and what people write for them.</summary>
internal static class KnownWords
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Words = new Dictionary<string, FrozenDictionary<string, string>>
    {
        [InventoryAttributes.Criticality] = Table(
            ("low", "low minor less_critical not_critical"),
            ("medium", "medium moderate normal"),
            ("high", "high major important somewhat_critical"),
            ("critical", "critical most_critical very_high vital mission_critical")),
        [InventoryAttributes.Exposure] = Table(
            ("internal", "internal private intranet no none"),
            ("partner", "partner extranet vendor"),
            ("internet", "internet public external internet_facing yes")),
        [InventoryAttributes.Lifecycle] = Table(
            ("planned", "planned staged staging ordered on_order in_stock inventory procured reserved pending pending_install"),
            ("active", "active live operational installed production in_use in_service running up online offline failed paused in_maintenance maintenance non_operational pending_repair repair_in_progress dr_standby ready"),
            ("retired", "retired decommissioned decommissioning disposed scrapped deprecated stolen absent end_of_life")),
        [InventoryAttributes.Guests] = Table(("yes", "yes true guests"), ("no", "no false none")),
    }.ToFrozenDictionary();

    /// <summary>The word that a value is, or the value itself where all are allowed; null when it is no word of its attribute.</summary>
    public static string? Read(string name, string value)
    {
        if (name == InventoryAttributes.Type)
        {
            return Underscored(value);
        }

        return Words.TryGetValue(name, out var words) ? words.GetValueOrDefault(Underscored(value)) : value;
    }

    /// <summary>The values of an attribute, for a message.</summary>
    public static string Of(string name) =>
        Words.TryGetValue(name, out var words) ? string.Join(", ", words.Values.Distinct().Order(StringComparer.Ordinal)) : "any";

    /// <summary>Lower case with underscores: <c>Traffic Signal</c> is <c>traffic_signal</c>.</summary>
    public static string Underscored(string value)
    {
        var word = new StringBuilder(value.Length);
        foreach (var rune in value.ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)
            {
                word.Append(rune.ToString());
            }
            else if (word.Length > 0 && word[^1] != '_')
            {
                word.Append('_');
            }
        }

        return word.ToString().TrimEnd('_');
    }

    private static FrozenDictionary<string, string> Table(params (string Word, string Written)[] entries) =>
        entries.SelectMany(entry => entry.Written.Split(' ').Select(written => KeyValuePair.Create(written, entry.Word))).ToFrozenDictionary();
}
