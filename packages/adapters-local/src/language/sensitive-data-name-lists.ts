/** Given names that compromise doesn't know. */
export const MORE_GIVEN_NAMES = `
  abdi abena abimbola adaeze adaora ade adebayo adeola aditi aditya agnieszka aisling akash akiko akosua alessia ama
  amaka amara amina amrita anahi ananya andras angharad aniket anil anjali ankit ankita anneke anuj anushka aoife
  apoorva araceli arash arben arpit arvind asad asha ashish ashok ashwin asif ayaan ayodele ayumi azadeh babajide
  babak bao bart bartek baz bea beata beatriz beck bela benji bharat bhavna bilge binh bogdana bojan brody bukola
  caoimhe carys chiamaka chidi chidinma chike chinedu chinwe chioma chukwu ciaran cillian citlali colt cuong dafydd
  damien dario darius dariusz deepa deepti deja deonte dilip divya dragos duc duong duy ebele ebony efua eilidh eitan
  ekene emeka eoghan esi eun ewelina ezra faduma fahad faisal farhan farid fatou femi ferenc feyisayo ffion finn
  fionnuala florin folake funmi ganesh gaurav gauri gaz gearoid geeta geoff gethin gheorghe giang gitanjali gopal
  govind grainne grzegorz guadalupe gus hai halima hamid hamish hari harish harpreet hideo hien hina hiroshi hoa hodan
  hong huan hung hussain iestyn ifeoma ifrah ike ikenna ilona imran ines ioan isha ishan istvan itzel ivy jagdish
  jamar jamie jaquan jarek jaspreet jatin jax jenna jez jiho jihoon jin jisoo jitendra jiwoo joanna jorge josie jude
  juhi jun junaid jyoti kai kaitlyn kamran kanika karan kareem karthik kasia katarzyna kavya kaylin kayode keisuke
  kelechi kemi kendra kenji keshawn khadra khalil khanh khoa kian kiesha kiley kiran knox kofi kojo kwabena kwame
  kwesi kyleigh lajos lakeisha lakshmi lan lashonda lata latoya latrice leo liban lin linh liwei lou lowri lukasz
  luong mac madhav madhu maeve magda magdalena mahmood mai malgorzata malika manish manoj mansoor marek maricela
  marisela mariusz marley marquise maryam mayank mckenna meena meera mehul mei mhairi mihaela miklos ming minh mo
  mohamud mohan mukesh nakia nam namrata nandini nasra nat naveen ned neeraj neha niall nicoleta nige nikhil nisha
  nitin nkechi nnamdi noor obi obinna oisin olamide olu olumide oluwaseun omar omari orla oz padraic pallavi parisa
  parminder parth pawel pooja prabhu prakash pranav prasad prashant preeti presley priya priyanka przemek quang rachit
  radu rafe raj raja rajan rajiv raju rakesh ramesh rani rasheed rashmi ravi reema reg rekha remy reyansh rhys ricky
  ritu rohit roisin ronny roshan ruairi rylee sachin saeed sahil sahra sakshi sal salim samir sandhya sandor sangeeta
  sanjana santosh saoirse sarita satish seo seun seung shabnam shalini shanice shaniqua shanti shaquan sharmila shaz
  shilpa shinji shivani shreya shruti shyam sian siddharth simran sinead skyler slawek sloane sneha socorro sol soo
  soyeon srinivas stu suneel sunil sunita swati sylwia tad tadeusz tadhg takeshi tamika tanisha tanvi tariq tatsuya
  tejas temitope tenley terri thanh thao theo thi thuy tinsley tobi tobin toby tolu tomoko trev tuan tunde tung tyrell
  tyrese tyrone uche uchenna uday uma urszula usman vandana varun vasile venkat vern vikas vikram vinay vineet vinnie
  vinod vishal vivek waldemar waleed wanjiru warsame wei wieslaw xiao xin xiomara yahaira yamileth yara yasir yemi
  yesenia yetunde ying yoon yosuke youssef yuki yumi yusuf zac zahra zainab zara zbigniew zeeshan zeke zhang zhen ziad
  zoltan zsuzsanna zubair zuzanna
`;

/** Given names that are words as well, months among them: they need more than a capital letter to be a person. */
export const WORD_NAMES = `
  abril ace amber an april art asia august autumn baker basil bill blaze blossom bonnie brad brook brooke buck bud
  buddy candy carol chance cherry chi chip christian clay cliff coral crystal daisy dale dawn dean destiny diamond
  drew dusty earl eden ember eve faith fern flora forrest frank gene genesis gill ginger glen grace grant guy hai hal
  happy harmony hazel heath heather hoa holly hong hope hung hunter iris ivy jack jade jasmine jean jewel jo joy june
  justice kit lan lance lane laurel lee legend lily long love lucky luna mai major man mark marsh mason matt max may
  melody mercy miles min ming misty nam nat norm olive pat patience pearl penny pepper pierce piper poppy porter
  precious prince promise prudence ray reed rich river rob robin rock rocky rod roman rose rowan royal ruby rusty sage
  sal sandy scarlett scout see serena serenity sierra silver sky so sol song sonny star stone storm sue summer sunny
  tanner temple thi trinity van victor violet wade wan ward wayne will willow win winter wren yen young
`;

/** Given names that are places and brands as well. */
export const PLACE_AND_BRAND_NAMES = `
  alba alexa alexandria ally andes arabia arlington ashley aspen athena austin avery avon barclay bentley bixby boston
  brandy brooklyn camden carmel carolina carson chad chandra charlotte chase chelsea chester cheyenne claire clinton
  clyde cody columbia columbus cortana dakota dallas darwin dell denver devin devon diego diesel disney dolby dove
  dover dublin dylan echo elgin ella elmer elsa erie florence florida ford france francisco frontier gala garland gary
  geico geneva georgetown georgia gerber gideon glade hamilton hamlet haven hershey hilton hollister houston hudson
  humphrey india indiana indigo inez ireland israel jackson jamaica jared jefferson jenny jerome jersey jesus jordan
  juan kaiser kelly kelsey kendall kent kenya kindle kingston kobe kohl kroger lacy lara laredo levi levis lexie lexus
  lincoln london loretta lourdes lowell luther lyft macy madison manchester marina mario marlboro marshall marshalls
  medina memphis mercedes merrill milan milton mint monaco monroe montana monterey morgan morris moses nelson nest
  newman nike nova oakley odessa ohio olympia ora oral oreo orlando oscar oslo oxford oxnard paris parker perry petra
  phoenix polly porsche portland prada preston quincy raleigh ranger raven raymond regina reno richmond rio ritz
  rochester roma romeo ross salem salvador sam samara santiago sasha saul savage savannah scott scotty sears selma
  seville seymour shelby shell sidney siri skype sofia sonos spencer stanley sterling stockton subaru surrey sydney
  taylor ted tesla texas tide tiffany toledo tracy trader trenton troy tyler uber uma valencia valentine vanguard
  venice vera verizon verona victoria vienna virgin virginia visa walker wallace warren washington watson wayland
  wendy wesson weston wilmington windsor winston york zara zelle zion
`;

/** Words with a capital letter that are no surname after a given name. */
export const NO_SURNAMES = `
  a about account act after airlines airport airways all am an and app apps april are at august authority avenue bank
  bay beach before blue book boulevard bridge bros brothers building business but by calling can card cards care
  castle center centre church circle city clinic club co college company corp corporation could court credit customer
  day days december did do does drive eve express february field financial first foods for foundation free friday from
  furniture game games garden gardens gold got group had hall has have health her hers hi high his home hospital hotel
  hotels house i i'd i'll i'm i've if in inc inn institute insurance is island it it's january jr july june just
  kitchen lake lane let line lines llc ltd ma'am machine madam mall march market max may me media medical memorial
  mini monday motel motors mountain museum my name national new no not november now october of office okay on online
  or our park pharmacy pizza place plaza please plus point premium prime pro product products railway ranch realty red
  resort restaurant river road saturday school secret security september service services she sir so sorry square
  stadium state station store stores street studio studios sunday super support system systems team technologies
  television thanks that the theater theatre there they this thursday to tower tower's trust tuesday tv ultra union
  university us valley village was we wednesday well were what when where will with would yes you your zoo
`;
