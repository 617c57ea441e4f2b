//! Pinyin as typed on a keyboard: letters without tones or spaces, split into what they may mean.
//! In: letters. Out: sequences of syllables, the last perhaps not yet typed to its end.

/// Every syllable that a character of the fold table is read as.
const SYLLABLES: &str = "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang \
    cao ce cei cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan \
    chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia \
    dian diao die din ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng \
    fiao fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo \
    ha hai han hang hao he hei hen heng hm hng hong hou hu hua huai huan huang hui hun huo ji jia \
    jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken keng kong \
    kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei len leng li lia lian liang \
    liao lie lin ling liu lo long lou lu luan lun luo lv lve m ma mai man mang mao me mei men meng \
    mi mian miao mie min ming miu mo mou mu n na nai nan nang nao ne nei nen neng ng ni nia nian \
    niang niao nie nin ning niu nong nou nu nuan nun nuo nv nve o ou pa pai pan pang pao pei pen \
    peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan \
    que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se sen \
    seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun \
    shuo si song sou su suan sui sun suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong \
    tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wong wu xi xia xian xiang xiao xie xin \
    xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai \
    zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu \
    zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo";

/// Letters of the longest syllable.
const LONGEST: usize = 6;
/// Letters typed are split in at most so many ways.
const MOST_SPLITS: usize = 6;
/// A last syllable not typed to its end is completed in at most so many ways.
const MOST_ENDINGS: usize = 24;

/// What letters may mean: whole syllables, then how the last one may go on. Digits stand for themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Split {
    pub(crate) whole: Vec<String>,
    /// Syllables that may come last; none if the letters end with a whole one.
    pub(crate) endings: Vec<String>,
}

pub(crate) fn is_syllable(text: &str) -> bool {
    SYLLABLES.split(' ').any(|syllable| syllable == text)
}

fn beginning_with(text: &str) -> impl Iterator<Item = &'static str> {
    SYLLABLES.split(' ').filter(move |syllable| syllable.starts_with(text))
}

/// The ways to split, those with the fewest syllables first.
pub(crate) fn splits(letters: &str) -> Vec<Split> {
    let mut found = Vec::new();
    let mut whole = Vec::new();
    extend(letters, &mut whole, &mut found);
    found.sort_by_key(|split: &Split| (split.whole.len(), split.endings.len()));
    found.truncate(MOST_SPLITS);
    found
}

fn extend(rest: &str, whole: &mut Vec<String>, found: &mut Vec<Split>) {
    // Every prefix of the alphabet's worst string splits in few ways; this only bounds what is typed to break it.
    if found.len() > 8 * MOST_SPLITS {
        return;
    }
    if rest.is_empty() {
        found.push(Split { whole: whole.clone(), endings: Vec::new() });
        return;
    }
    let longest = rest.len().min(LONGEST);
    for length in (1..=longest).rev() {
        let Some((head, tail)) = rest.split_at_checked(length) else {
            continue;
        };
        let digit = length == 1 && head.bytes().all(|byte| byte.is_ascii_digit());
        if digit || is_syllable(head) {
            whole.push(head.to_string());
            extend(tail, whole, found);
            whole.pop();
        }
    }
    if rest.len() < LONGEST && !whole.is_empty() && !is_syllable(rest) {
        let endings: Vec<String> =
            beginning_with(rest).take(MOST_ENDINGS).map(str::to_string).collect();
        if !endings.is_empty() {
            found.push(Split { whole: whole.clone(), endings });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(letters: &str) -> Vec<String> {
        let splits = splits(letters).into_iter();
        splits.filter(|split| split.endings.is_empty()).map(|split| split.whole.join(" ")).collect()
    }

    #[test]
    fn letters_are_split() {
        assert_eq!(whole("kexue"), ["ke xue", "ke xu e"]);
        assert_eq!(whole("xian"), ["xian", "xia n", "xi an", "xi a n"]);
        assert!(whole("kxfz").is_empty());
        assert_eq!(whole("2008nian").first().map(String::as_str), Some("2 0 0 8 nian"));
        let endings = splits("xueshen").into_iter().find(|split| split.whole == ["xue", "shen"]);
        assert!(endings.is_some());
        assert!(splits("xuezh").iter().any(|split| split.whole == ["xue"]
            && split.endings.contains(&"zhong".to_string())));
        assert!(splits(&"a".repeat(300)).len() <= MOST_SPLITS);
    }

    #[test]
    fn every_reading_is_known() {
        for c in (0x3400..0x3_0000u32).filter_map(char::from_u32) {
            for reading in yanxi_text::pinyin::all_readings(c) {
                assert!(is_syllable(&reading), "{c} {reading}");
            }
        }
    }
}
