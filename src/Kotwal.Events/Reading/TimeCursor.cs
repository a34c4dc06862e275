namespace Kotwal.Events.Reading;

/// <summary>Reads a time's parts from left to right; what is not there is not taken.</summary>
internal ref struct TimeCursor(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> text = text;

    public int Used { get; private set; }

    private readonly byte Next => Used < text.Length ? text[Used] : (byte)0;

    public bool TryDate(out long days)
    {
        days = 0;
        if (!TryNumber(4, out var year) || !TryAny("-/"u8, out var mark))
        {
            return false;
        }

        if (!TryNumber(2, out var month) || !Take(mark) || !TryNumber(2, out var day) || !Timestamps.IsDate(year, month, day))
        {
            return false;
        }

        days = Timestamps.DaysOf(year, month, day);
        return true;
    }

    public bool TryTimeMark()
    {
        if (Used + 1 >= text.Length || !char.IsAsciiDigit((char)text[Used + 1]))
        {
            return false;
        }

        return TryAny("Tt _"u8, out _);
    }

    public bool TryClock(out long seconds)
    {
        seconds = 0;
        if (!TryNumber(2, out var hour) || hour > 23 || !Take((byte)':') || !TryNumber(2, out var minute) || minute > 59)
        {
            return false;
        }

        seconds = (hour * 3600) + (minute * 60);
        if (Next != (byte)':')
        {
            return true;
        }

        Used++;

        // 60 is a leap second (RFC 3339, section 5.6); it is counted as the second after it.
        var isThere = TryNumber(2, out var second) && second <= 60;
        seconds += second;
        return isThere;
    }

    public bool TryFraction(out long nanoseconds, out byte digits)
    {
        nanoseconds = 0;
        digits = 0;
        if (Next is not ((byte)'.' or (byte)',') || Used + 1 >= text.Length || !char.IsAsciiDigit((char)text[Used + 1]))
        {
            return false;
        }

        for (Used++; char.IsAsciiDigit((char)Next); Used++)
        {
            if (digits < 9)
            {
                nanoseconds = (nanoseconds * 10) + (Next - '0');
                digits++;
            }
        }

        for (var missing = digits; missing < 9; missing++)
        {
            nanoseconds *= 10;
        }

        return true;
    }

    public bool TryOffset(out long seconds)
    {
        seconds = 0;
        var before = Used;
        if (Next == (byte)' ')
        {
            Used++;
        }

        if (TryWord("Z"u8) || TryWord("z"u8) || TryWord("UTC"u8) || TryWord("GMT"u8))
        {
            return true;
        }

        if (TryAny("+-"u8, out var sign) && TryNumber(2, out var hours) && hours <= 23)
        {
            _ = Next == (byte)':' && Take((byte)':');
            var minutes = char.IsAsciiDigit((char)Next) && TryNumber(2, out var stated) ? stated : 0;
            if (minutes <= 59)
            {
                seconds = ((hours * 3600) + (minutes * 60)) * (sign == (byte)'-' ? -1 : 1);
                return true;
            }
        }

        Used = before;
        return false;
    }

    public bool TryMonthName(out int month)
    {
        var names = "JanFebMarAprMayJunJulAugSepOctNovDec"u8;
        month = 0;
        if (text.Length < 4)
        {
            return false;
        }

        for (var candidate = 0; candidate < 12; candidate++)
        {
            if (text[..3].SequenceEqual(names.Slice(candidate * 3, 3)))
            {
                month = candidate + 1;
                Used = 3;
                return Take((byte)' ');
            }
        }

        return false;
    }

    public bool TryDayOfMonth(out int day)
    {
        _ = Next == (byte)' ' && Take((byte)' ');
        return (TryNumber(2, out day) || TryNumber(1, out day)) && Take((byte)' ');
    }

    public bool TryYear(out int year)
    {
        var before = Used;
        if (TryNumber(4, out year) && Take((byte)' '))
        {
            return true;
        }

        Used = before;
        return false;
    }

    /// <summary>Takes <c> UTC</c> or <c> GMT</c>, as Cisco's devices may write after the time.</summary>
    public bool TryUtcWord()
    {
        var before = Used;
        if (Take((byte)' ') && (TryWord("UTC"u8) || TryWord("GMT"u8)))
        {
            return true;
        }

        Used = before;
        return false;
    }

    /// <summary>Takes a year after the time, and the name of a zone before it, which tells nothing that is certain.</summary>
    public bool TryTrailingYear(out int year)
    {
        var before = Used;
        if (Take((byte)' '))
        {
            TakeZoneName();
            if (TryNumber(4, out year) && year is >= 1970 and < 2262 && Next is (byte)' ' or (byte)':' or 0)
            {
                return true;
            }
        }

        year = 0;
        Used = before;
        return false;
    }

    private void TakeZoneName()
    {
        var end = text[Used..].IndexOfAnyExceptInRange((byte)'A', (byte)'Z');
        Used += end is 3 or 4 && text[Used + end] == (byte)' ' ? end + 1 : 0;
    }

    private bool TryNumber(int length, out int number)
    {
        number = 0;
        if (Used + length > text.Length)
        {
            return false;
        }

        foreach (var digit in text.Slice(Used, length))
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        Used += length;
        return true;
    }

    private bool TryAny(ReadOnlySpan<byte> marks, out byte mark)
    {
        mark = Next;
        return mark != 0 && marks.Contains(mark) && Take(mark);
    }

    private bool Take(byte mark)
    {
        if (Next != mark)
        {
            return false;
        }

        Used++;
        return true;
    }

    private bool TryWord(ReadOnlySpan<byte> word)
    {
        var isThere = text[Used..].StartsWith(word)
            && (Used + word.Length == text.Length || !char.IsAsciiLetterOrDigit((char)text[Used + word.Length]));
        Used += isThere ? word.Length : 0;
        return isThere;
    }
}
