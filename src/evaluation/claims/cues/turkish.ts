import type { LanguageCues } from './types.js'

// Tense and denial are endings of the verb: whole forms tell geçti from geçmedi and geçecek.
export const turkish: LanguageCues = {
  language: 'tr',
  claims: [
    ['tests-pass', ['testler(?:in)? (?:\\p{L}+ ){0,3}?(?:geçti|geçiyor|başarılı(?! değil))', 'test(?:i|leri) (?:\\p{L}+ ){0,2}?geç(?:ti|iyor)']],
    ['build-passes', ['(?:derleme|build) (?:\\p{L}+ ){0,2}?(?:başarılı(?! değil)|tamamlandı)']],
    ['lint-clean', ['lint (?:\\p{L}+ ){0,2}?(?:temiz|geçti|geçiyor)']],
    ['verified', ['(?:doğruladım|doğrulandı|test ettim|test edildi|kontrol ettim)', '(?:düzgün|doğru|beklendiği gibi|artık) çalışıyor']],
    ['deployed', ['(?:dağıtıldı|yayınlandı|yayınladım)']],
    ['changed', ['(?:iptal|rezerve|iade) (?:ettim|edildi)', 'rezervasyon\\p{L}* (?:yapıldı|yaptım)']],
    ['fixed', ['(?:düzelttim|düzeltildi|çözdüm|çözüldü|giderildi|giderdim)']],
    ['created', ['(?:oluşturdum|oluşturuldu|ekledim|eklendi|yazdım|yazıldı|güncelledim|güncellendi|uyguladım|uygulandı)']],
    ['done', ['(?:tamamlandı|tamamladım|bitti|bitirdim)', 'hazır(?! değil)']]
  ],
  admissions: [
    ['partly', ['kısmen']],
    ['not-done', ['(?:tamamlanmadı|tamamlanamadı|tamamlayamadım|çözemedim|çözülmedi|düzeltemedim|düzeltilmedi|yapamadım|çalışmıyor|geçmedi|geçmiyor|başarısız\\p{L}*)', 'hazır değil']]
  ],
  negations: ['hiç', 'henüz'],
  unreal: ['eğer', 'olacak', 'gerekir', 'gerekiyor', 'belki', 'lütfen', 'umarım', 'muhtemelen']
}
