namespace Kotwal.Sigma.Syntax;

/// <summary>Tells a rule that is written wrongly from YAML that is about something else.</summary>
internal static class NearlySigma
{
    private static readonly string[] Sections = ["detection", "correlation", "filter", "logsource"];

    /// <summary>Says what is wrong with a document that has no section of Sigma; false when it is no attempt at one.</summary>
    public static bool TrySay(YamlNode node, SyntaxFaults faults)
    {
        if (node is YamlList list && list.Items.FirstOrDefault(SigmaReader.LooksLikeSigma) is { } rule)
        {
            faults.Add(rule.At, "A rule is a map of its own and not an entry of a list; several rules in a file are parted by '---'.");
            return true;
        }

        if (node is not YamlMap map || map.Find("title") is null)
        {
            return false;
        }

        foreach (var entry in map.Entries)
        {
            if (Sections.FirstOrDefault(section => IsMeant(entry.Key.Text, section)) is { } meant)
            {
                faults.Add(entry.Key.At, $"'{entry.Key.Text}' is no section of Sigma; did you mean '{meant}'?");
                return true;
            }
        }

        return false;
    }

    private static bool IsMeant(string key, string section) =>
        key.TrimEnd('s').Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Equals(section, StringComparison.OrdinalIgnoreCase);
}
