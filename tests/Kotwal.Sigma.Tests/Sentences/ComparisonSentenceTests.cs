using Kotwal.Sigma.Sentences;

namespace Kotwal.Sigma.Tests.Sentences;

/// <summary>One item each, as it is said and as it is denied.</summary>
public sealed class ComparisonSentenceTests
{
    [Theory]
    [InlineData(@"Image: 'C:\cmd.exe'", @"Image is C:\cmd.exe", @"Image is not C:\cmd.exe")]
    [InlineData(@"Image: [a, b, c]", "Image is a, b or c", "Image is not any of a, b and c")]
    [InlineData(@"Image|endswith: ['\cmd.exe', '\powershell.exe']", @"Image ends with \cmd.exe or \powershell.exe", @"Image does not end with any of \cmd.exe and \powershell.exe")]
    [InlineData(@"Image|startswith: 'C:\Program Files\'", @"Image starts with ""C:\Program Files\""", @"Image does not start with ""C:\Program Files\""")]
    [InlineData("CommandLine|contains|all: [copy, ' x ']", "CommandLine contains all of copy and \" x \"", "CommandLine does not contain all of copy and \" x \"")]
    [InlineData("CommandLine|contains|all: [one]", "CommandLine contains one", "CommandLine does not contain one")]
    [InlineData(@"Image: '*\cmd.exe'", @"Image ends with \cmd.exe", @"Image does not end with \cmd.exe")]
    [InlineData(@"Image: 'C:\*'", @"Image is C:*", @"Image is not C:*")]
    [InlineData(@"Image: 'C:\\*'", @"Image starts with C:\", @"Image does not start with C:\")]
    [InlineData(@"Image: '*cmd*'", "Image contains cmd", "Image does not contain cmd")]
    [InlineData(@"Image: 'a*b?\*\\*\\\\x\y'", @"Image matches a*b?\*\\*\\\\x\y", @"Image does not match a*b?\*\\*\\\\x\y")]
    [InlineData("Image|endswith: 'a*b'", "Image ends with a match of a*b", "Image does not end with a match of a*b")]
    [InlineData("Image|contains: '?'", "Image contains a match of ?", "Image does not contain a match of ?")]
    [InlineData("Image|startswith: 'a?'", "Image starts with a match of a?", "Image does not start with a match of a?")]
    [InlineData("Image: '*'", "Image is present and not null", "Image is null or absent")]
    [InlineData("Image|contains: ''", "Image is present and not null", "Image is null or absent")]
    [InlineData("Image: ''", "Image is empty", "Image is not empty")]
    [InlineData("Image: null", "Image is null or absent", "Image is present and not null")]
    [InlineData("Image|exists: true", "Image is present", "Image is absent")]
    [InlineData("Image|exists: 'no'", "Image is absent", "Image is present")]
    [InlineData("EventID: [4624, '4625']", "EventID is 4624 or 4625", "EventID is not any of 4624 and 4625")]
    [InlineData("EventID|contains: 46", "EventID contains 46", "EventID does not contain 46")]
    [InlineData("Initiated: false", "Initiated is false", "Initiated is not false")]
    [InlineData("Image|cased: Cmd", "Image is Cmd (case-sensitive)", "Image is not Cmd (case-sensitive)")]
    [InlineData("Image|re: '^a b,c$'", "Image matches the regular expression /^a b,c$/", "Image does not match the regular expression /^a b,c$/")]
    [InlineData("Image|re|i|s: ['a', 'b']", "Image matches the regular expression /a/ or /b/ (flags i and s)", "Image does not match the regular expression any of /a/ and /b/ (flags i and s)")]
    [InlineData("Image|re|startswith: 'a'", "Image starts with a match of the regular expression /a/", "Image does not start with a match of the regular expression /a/")]
    [InlineData("Ip|cidr: [10.0.0.0/8, 'fe80::/10']", "Ip is in 10.0.0.0/8 or fe80::/10", "Ip is not in any of 10.0.0.0/8 and fe80::/10")]
    [InlineData("Size|gt: 5", "Size is greater than 5", "Size is not greater than 5")]
    [InlineData("Size|gte: 5", "Size is at least 5", "Size is not at least 5")]
    [InlineData("Size|lt: 5", "Size is less than 5", "Size is not less than 5")]
    [InlineData("Size|lte: 5", "Size is at most 5", "Size is not at most 5")]
    [InlineData("At|hour: [22, 23]", "The hour of At is 22 or 23", "The hour of At is not any of 22 and 23")]
    [InlineData("At|week|gte: 50", "The ISO week of At is at least 50", "The ISO week of At is not at least 50")]
    [InlineData("User|fieldref: Owner", "User is the same as Owner", "User is not the same as Owner")]
    [InlineData("User|fieldref|startswith: Owner", "User starts with the value of Owner", "User does not start with the value of Owner")]
    [InlineData("Line|contains|windash: ' -enc'", "Line contains \" -enc\" (any dash or slash)", "Line does not contain \" -enc\" (any dash or slash)")]
    [InlineData("Line|base64|contains: a", "Line contains the Base64 form of a", "Line does not contain the Base64 form of a")]
    [InlineData("Line|wide|base64offset|contains: ['a', 'b']", "Line contains the Base64 form, at any offset, of the UTF-16LE form of a or b", "Line does not contain the Base64 form, at any offset, of the UTF-16LE form of any of a and b")]
    [InlineData("User|expand: '%Admins%'", "User is %Admins% (placeholders filled in)", "User is not %Admins% (placeholders filled in)")]
    [InlineData("'|all': [mimikatz, 'a*b']", "The event contains mimikatz, and the event contains a match of a*b", "Not (the event contains mimikatz, and the event contains a match of a*b)")]
    [InlineData("'|startswith': mimikatz", "The event has a value that starts with mimikatz", "The event has no value that starts with mimikatz")]
    [InlineData("Image: ['or', 'a,b', '\"', '(x)', \"both ' and \\\"\"]", "Image is \"or\", \"a,b\", '\"', \"(x)\" or \u201Cboth ' and \"\u201D", "Image is not any of \"or\", \"a,b\", '\"', \"(x)\" and \u201Cboth ' and \"\u201D")]
    [InlineData("Image: \"a\\nb\\u202E\"", "Image is \"a\u240Ab\u27E8U+202E\u27E9\"", "Image is not \"a\u240Ab\u27E8U+202E\u27E9\"")]
    public void An_item_is_said_and_denied(string item, string said, string denied)
    {
        Assert.Equal(said, SigmaSentence.Of(Some.Rule($"selection: {{{item}}}\ncondition: selection")));
        Assert.Equal(denied, SigmaSentence.Of(Some.Rule($"selection: {{{item}}}\ncondition: not selection")));
    }

    [Fact]
    public void An_item_with_neq_is_denied_and_denied_twice_is_said()
    {
        Assert.Equal("Image is not any of a and b", SigmaSentence.Of(Some.Rule("selection: {'Image|neq': [a, b]}\ncondition: selection")));
        Assert.Equal("Image is a or b", SigmaSentence.Of(Some.Rule("selection: {'Image|neq': [a, b]}\ncondition: not selection")));
    }

    [Fact]
    public void Of_many_values_the_first_are_named_and_the_others_counted()
    {
        var rule = Some.Rule($"selection: {{Image: [{string.Join(", ", Enumerable.Range(1, 20).Select(number => "v" + number))}]}}\ncondition: selection");

        Assert.Equal("Image is v1, v2, v3, v4, v5, v6, v7, v8 or 12 more", SigmaSentence.Of(rule));
        Assert.EndsWith("v18, v19 or v20", SigmaSentence.Of(rule, SigmaSentenceOptions.Whole), StringComparison.Ordinal);
        Assert.Equal("Image is v1 or 19 more", SigmaSentence.Of(rule, new() { MaxValues = 1 }));
        Assert.EndsWith("v19 or v20", SigmaSentence.Of(rule, new() { MaxValues = 19 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_value_is_cut_unless_all_is_wanted()
    {
        var rule = Some.Rule($"selection: {{Image|re: '{new string('x', 300)}'}}\ncondition: selection");

        Assert.EndsWith("xx\u2026/", SigmaSentence.Of(rule, new() { MaxValueLength = 10 }), StringComparison.Ordinal);
        Assert.EndsWith($"/{new string('x', 300)}/", SigmaSentence.Of(rule, SigmaSentenceOptions.Whole), StringComparison.Ordinal);
    }
}
