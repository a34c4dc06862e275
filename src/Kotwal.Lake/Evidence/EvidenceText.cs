using System.Globalization;
using System.Text;

namespace Kotwal.Lake.Evidence;

/// <summary>The texts of a package, for people who have never seen Kotwal.</summary>
internal static class EvidenceText
{
    public static string Readme(string fingerprint) =>
        $"""
        EVIDENCE FROM KOTWAL

        events.jsonl      the events, one JSON object a line; event.original is the record as it was received
        events.parquet    the same events, every column as it is stored
        query.json        what was asked, when, by whom, and what was found
        custody.txt       the chain of custody, in words
        lake/             the seals of all stored days, the list of files, and, if they were asked for, the sealed files themselves
        keys/             the public keys with which seals were signed
        key.pem           the public key with which this package was signed
        SHA256SUMS        the SHA-256 of every file in this package but itself and its signature
        SHA256SUMS.sig    the signature of that list

        HOW TO CHECK IT

        Nothing of Kotwal is needed: sha256sum (GNU coreutils) and openssl are enough. In the folder where this package was unpacked:

        1. No file was altered, and none is missing:

           sha256sum -c SHA256SUMS

        2. The list is signed by the city. Ask the city, by another way than this package, for the fingerprint of its key, and compare it
           with what the second line prints:

           openssl dgst -sha256 -verify key.pem -signature SHA256SUMS.sig SHA256SUMS
           openssl pkey -pubin -in key.pem -outform DER | sha256sum

           When this package was made, the fingerprint was {fingerprint}.

        3. Each seal is signed; "key" in a seal names the key, which is in the folder keys:

           for seal in lake/seals/*.json; do
             openssl dgst -sha256 -verify keys/$(sed -n 's/.*"key": "\([0-9a-f]*\)".*/\1/p' $seal).pem -signature $(dirname $seal)/$(basename $seal .json).sig $seal
           done

        4. Each seal follows the one before: "previous" in a seal is the SHA-256 of the file of the seal before it, and 64 zeros in the first:

           sha256sum lake/seals/*.json
           grep '"previous"' lake/seals/*.json

        5. The stored files that the events were taken from are named in query.json, with their SHA-256. A seal of their day states the same.
           If they are in this package (lake/day=...), sha256sum says whether they are these files:

           sha256sum lake/day=*/*/*.parquet
           grep -h '"sha256"' lake/seals/*.json

        """;

    public static string Custody(EvidenceOrder order, DateTimeOffset at, EvidenceFindings findings, string fingerprint)
    {
        var text = new StringBuilder();
        text.Append("CHAIN OF CUSTODY\n\n");
        Line(text, "Made", string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}"));
        Line(text, "Made by", order.MadeBy);
        Line(text, "For", order.Subject.Length > 0 ? order.Subject : "(not said)");
        Line(text, "On", Environment.MachineName);
        Line(text, "With", $"Kotwal {typeof(EvidenceText).Assembly.GetName().Version}");
        Line(text, "Events", string.Create(CultureInfo.InvariantCulture, $"{findings.Rows}, from {findings.Segments.Count} stored files"));
        Line(text, "Signed with", $"key {fingerprint}");
        Line(text, "Newest seal", findings.Manifest.Sealed is { } head ? string.Create(CultureInfo.InvariantCulture, $"{head.Sequence}, SHA-256 {head.Sha256}") : "none");
        foreach (var line in order.Custody)
        {
            text.Append("                ").Append(OneLine(line)).Append('\n');
        }

        text.Append('\n').Append(findings.IsSound
            ? "The bytes of every stored file that holds one of the events were read when this package was made, and have the SHA-256 that was written\n"
                + "down when they were stored. The chain of seals was followed from its first link to its newest; each is signed and follows the one before.\n"
            : "WARNING: when this package was made, the stored files or their seals were not what they should be:\n"
                + string.Concat(findings.Faults.Select(fault => $"  {fault.Path}: {fault.Words}\n")));
        var open = findings.Segments.Count(segment => segment.Seal is null);
        if (open > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{open} of the files are of days that were not over and hence not sealed yet: the signature of this package is the first over them.\n");
        }

        text.Append(
            "\nThe records were received by Kotwal, stored as they came (event.original) and never changed since: stored files are written once. A hand-over\n"
            + "of this package is written below.\n\nDate and time      Handed over by      Received by      Purpose      Signatures\n\n\n\n");
        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, string value) => text.Append(CultureInfo.InvariantCulture, $"{name,-15} {OneLine(value)}\n");

    // What people typed may not make lines of its own in a text that is signed.
    private static string OneLine(string value) => string.Concat(value.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
