using System.Collections.Immutable;

namespace Kotwal.Hunt.Reference;

/// <summary>The forms of the search part, which the reader knows without a table.</summary>
internal static class SearchForms
{
    public static ImmutableArray<HuntEntry> All { get; } =
    [
        Form("word", "The word, whole and whatever its case, in the original line or a field of key text.", "sshd"),
        Form("a.b-c", "Words joined by other characters: that text, with its edges at edges of words.", "10.0.0.5"),
        Form("\"a phrase\"", "The text, with its edges at edges of words; \\\" is a quote in it.", "\"failed password\""),
        Form("wor*, w?rd", "A word by a pattern: a star for any characters but white space, a question mark for one.", "fail* s?hd"),
        Form("field:value", "The value of a field, whatever its case; a field of text by its words.", "user.name:root"),
        Form("field:\"a value\"", "The same, taken as it stands.", "process.name:\"C:\\Windows\\System32\\cmd.exe\""),
        Form("field:val*", "The value by a pattern; a star for any characters, a question mark for one.", "file.name:*.exe"),
        Form("field:*", "Any value: the field is there.", "user.name:*"),
        Form("field:>=5", "A number, time, address or text above, or below, a bound.", "destination.port:<1024 @timestamp:>=now-15m"),
        Form("field:[a TO b]", "From a to b, both included; {a TO b} leaves both out, and a star leaves an end open.", "destination.port:[8000 TO 8999]"),
        Form("field:(a OR b)", "Several values of one field.", "event.action:(logon OR logoff)"),
        Form("field:10.0.0.0/8", "A range of addresses.", "source.ip:10.0.0.0/8"),
        Form("a AND b, a b", "Both.", "sshd AND failed"),
        Form("a OR b", "One or the other; AND binds tighter.", "failed OR refused"),
        Form("NOT a, -a", "Not that. The three words are operators in upper case only.", "sshd NOT accepted -user.name:root"),
        Form("(a OR b) c", "Parentheses put together what belongs together.", "(failed OR refused) sshd"),
        Form("search | operator", "The events found go through operators, one after another.", "sshd failed | summarize count() by source.ip"),
    ];

    private static HuntEntry Form(string form, string meaning, string example) =>
        new(HuntEntryKind.Search, form, form, meaning, example);
}
