using System.Text;

namespace Kotwal.Sigma.Writing;

/// <summary>Lines of a YAML document: maps indented by four, list items by their dash.</summary>
internal sealed class YamlLines
{
    private const int Step = 4;
    private const int LongestPlainKey = 1_000;

    private readonly StringBuilder text = new();
    private int indent;
    private bool isItem;

    /// <summary>A key with a scalar that is written already.</summary>
    public void Entry(string key, string scalar) => Key(key, " " + scalar);

    /// <summary>A key with a text; nothing when there is no text.</summary>
    public void Text(string key, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (!YamlText.IsBlock(value))
        {
            Entry(key, YamlText.PlainOrQuoted(value));
            return;
        }

        Key(key, value[^1] == '\n' ? " |" : " |-");
        foreach (var line in value.TrimEnd('\n').Split('\n'))
        {
            text.Append(' ', line.Length == 0 ? 0 : indent + Step).Append(line).Append('\n');
        }
    }

    /// <summary>A key with a list of texts; nothing when the list is empty.</summary>
    public void Texts(string key, IReadOnlyCollection<string> values)
    {
        if (values.Count > 0)
        {
            Below(key, () => Items(values.Select(YamlText.PlainOrQuoted)));
        }
    }

    /// <summary>A key with what is written below it.</summary>
    public void Below(string key, Action write)
    {
        Key(key, "");
        indent += Step;
        write();
        indent -= Step;
    }

    /// <summary>List items that are scalars and written already.</summary>
    public void Items(IEnumerable<string> scalars)
    {
        foreach (var scalar in scalars)
        {
            Item(() => Line(scalar));
        }
    }

    /// <summary>A list item, for example a map.</summary>
    public void Item(Action write)
    {
        indent += 2;
        isItem = true;
        write();
        indent -= 2;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private void Key(string key, string rest)
    {
        var written = YamlText.Key(key);
        if (written.Length <= LongestPlainKey)
        {
            Line($"{written}:{rest}");
            return;
        }

        // Before a colon a key has 1,024 characters at most (YAML 1.2.2, section 7.4.2).
        Line("? " + written);
        Line(":" + rest);
    }

    private void Line(string content)
    {
        text.Append(' ', isItem ? indent - 2 : indent).Append(isItem ? "- " : "").Append(content).Append('\n');
        isItem = false;
    }
}
